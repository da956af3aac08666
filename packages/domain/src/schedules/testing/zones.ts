/** Zones in which everything happens that happens to clocks, and a year from which two are looked at. */
export const ZONES = [
  ["Europe/Kyiv", 2026],
  ["Europe/London", 2026],
  ["America/New_York", 2026],
  ["America/St_Johns", 2026],
  ["America/Sao_Paulo", 2018], // Midnight does not exist on the night of its change; DST was abolished.
  ["America/Havana", 2026], // 00:00 leaps to 01:00.
  ["America/Santiago", 2026],
  ["America/Nuuk", 2023], // A new standard time, then DST under it.
  ["America/Scoresbysund", 2023], // From UTC-1 to UTC-2.
  ["Africa/Cairo", 2023], // DST came back; 24:00 is put back to 23:00, into the day before.
  ["Africa/Casablanca", 2026], // Four changes a year, around Ramadan.
  ["Asia/Almaty", 2023], // One zone for the whole country from March 2024.
  ["Asia/Gaza", 2026],
  ["Asia/Beirut", 2026],
  ["Asia/Kathmandu", 2026], // UTC+5:45.
  ["Australia/Lord_Howe", 2026], // Half an hour.
  ["Pacific/Apia", 2011], // 30 December 2011 does not exist.
  ["Pacific/Chatham", 2026],
  ["Antarctica/Troll", 2026], // Two hours.
  ["UTC", 2026],
] as const satisfies readonly (readonly [zone: string, year: number])[];
