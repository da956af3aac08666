import type { Layer, Override, Restriction, Schedule } from "../schedule.ts";

/** Nobody's turn. */
const NOBODY = 255;
const DAY = 1440;
const NAMES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/**
 * Whose turn it is in each layer at every reading of the wall, found by walking minute by minute from the layer's first
 * and counting hand-overs on the way. Shares no code and no arithmetic with what it tests. Readings are minutes.
 */
export class BruteForce {
  private readonly schedule: Schedule;
  private readonly first: number;
  private readonly turns: Uint8Array[];
  private readonly names = new Map<number, string>();
  private readonly overridden = new Set<number>();

  /** For readings in [first, last). */
  constructor(schedule: Schedule, first: number, last: number) {
    this.schedule = schedule;
    this.first = first;
    this.turns = schedule.layers.map((layer) => walk(layer, first, last));
    for (const { start, end } of schedule.overrides)
      for (let at = start; at < end; at += 60_000) this.overridden.add(at / 60_000);
  }

  /** Who is on call at a minute at which the wall has shown `reading` at most, sorted and joined; and the layer's id. */
  at(minute: number, reading: number): string {
    const place = reading - this.first;
    if (this.overridden.has(minute)) {
      const at = minute * 60_000;
      const active = this.schedule.overrides.filter(({ start, end }) => start <= at && at < end);
      return this.nameOf(place, active);
    }
    let key = 0;
    for (const layer of this.turns) key = key * 256 + (layer[place] ?? NOBODY);
    let name = this.names.get(key);
    if (name === undefined) this.names.set(key, (name = this.nameOf(place, [])));
    return name;
  }

  private nameOf(place: number, active: readonly Override[]): string {
    let people: string[] | null = null;
    let plus: string[] = [];
    let minus: string[] = [];
    for (const { type, members } of active) {
      if (type === "replace") [people, plus, minus] = [[...members], [], []];
      if (type === "add")
        [plus, minus] = [[...plus, ...members], minus.filter((id) => !members.includes(id))];
      if (type === "remove")
        [minus, plus] = [[...minus, ...members], plus.filter((id) => !members.includes(id))];
    }
    let layerId = "";
    if (people === null) {
      people = [];
      for (const [index, layer] of this.schedule.layers.entries()) {
        const own = (layer.entries[this.turns[index]?.[place] ?? NOBODY] ?? []).filter(
          (id) => !minus.includes(id),
        );
        if (own.length > 0) [people, layerId] = [own, layer.id];
      }
    }
    const left = people.filter((id) => !minus.includes(id));
    return `${[...new Set([...left, ...plus])].toSorted().join("+")} by ${layerId}`;
  }
}

function walk(layer: Layer, first: number, last: number): Uint8Array {
  const turns = new Uint8Array(last - first).fill(NOBODY);
  const begins = minuteOf(layer.startsOn) + layer.handOverTimeMs / 60_000;
  const ends = layer.endsOn === null ? Infinity : minuteOf(layer.endsOn) + layer.handOverTimeMs / 60_000;
  let turn = 0;
  let sinceHandOver = 0;
  for (let minute = begins; minute < Math.min(last, ends); minute += 1) {
    const into = minute % DAY;
    const weekday = NAMES[(Math.floor(minute / DAY) + 4) % 7] ?? "";
    if (minute > begins && isHandOver(layer, (sinceHandOver += 1), weekday, into)) {
      turn = (turn + 1) % layer.entries.length;
      sinceHandOver = 0;
    }
    if (minute >= first && mayRing(layer.restrictions, weekday, into)) turns[minute - first] = turn;
  }
  return turns;
}

function isHandOver({ rotation }: Layer, since: number, weekday: string, into: number): boolean {
  switch (rotation.unit) {
    case "hourly":
      return since === rotation.every * 60;
    case "daily":
      return since === rotation.every * DAY;
    case "weekly":
      return since === rotation.every * 7 * DAY;
    case "custom":
      return rotation.handOvers.some(({ day, timeMs }) => day === weekday && timeMs / 60_000 === into);
  }
}

function mayRing(restrictions: readonly Restriction[], weekday: string, into: number): boolean {
  if (restrictions.length === 0) return true;
  const yesterday = NAMES[(NAMES.indexOf(weekday) + 6) % 7] ?? "";
  const includes = (days: readonly string[], day: string): boolean => days.includes(day);
  return restrictions.some(({ days, fromMs, toMs }) => {
    const [from, to] = [fromMs / 60_000, toMs / 60_000];
    if (from < to) return includes(days, weekday) && from <= into && into < to;
    return (includes(days, weekday) && into >= from) || (includes(days, yesterday) && into < to);
  });
}

function minuteOf(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / 60_000;
}
