import { BruteForce } from "@callping/domain/schedules/testing/brute-force";
import { compare } from "@callping/domain/schedules/testing/compare";
import { Random } from "@callping/domain/schedules/testing/random";
import { randomSchedule } from "@callping/domain/schedules/testing/random-schedule";
import { highestReadings } from "@callping/domain/schedules/testing/wall-minutes";
import { ZONES } from "@callping/domain/schedules/testing/zones";
import { measureSpeed } from "./speed.ts";

const [first = "200", second = "1"] = process.argv.slice(2);
const [schedules, seed] = [Number(first), Number(second)];
if (first === "--speed") measureSpeed();
else if (Number.isInteger(schedules) && Number.isInteger(seed)) process.exitCode = verify(schedules, seed);
else {
  console.error("npm run schedules:verify -- <schedules> <seed>, or npm run schedules:verify -- --speed");
  process.exitCode = 1;
}

/**
 * Compares the shifts of random schedules with a brute force, at every minute of two years in every zone of the list;
 * `npm test` takes a sample of it. Answers the exit status.
 */
function verify(schedules: number, seed: number): number {
  const began = Date.now();
  let compared = 0;
  let wrong = 0;
  for (const [year, zones] of Map.groupBy(ZONES, ([, first]) => first)) {
    const [from, to] = [Date.UTC(year, 0, 1) / 60_000, Date.UTC(year + 2, 0, 1) / 60_000];
    const readings = new Map(zones.map(([zone]) => [zone, highestReadings(zone, from, to)]));
    // The same schedules in every zone: what differs is the clock alone.
    for (let index = 0; index < schedules; index += 1) {
      const random = new Random(seed * 1_000_003 + index);
      const schedule = randomSchedule(random, "", from * 60_000, to * 60_000);
      const brute = new BruteForce(schedule, from - 2880, to + 2880);
      for (const [timeZone, reading] of readings) {
        const found = compare({ ...schedule, timeZone }, brute, reading, from, to);
        compared += to - from;
        if (found === null) continue;
        wrong += 1;
        console.error(`schedule ${index}: ${found}`);
      }
    }
    const seconds = Math.round((Date.now() - began) / 1000);
    console.log(`after ${seconds} s: ${year} and ${year + 1} in ${[...readings.keys()].join(", ")}`);
  }
  console.log(
    `${compared.toLocaleString("en")} minutes compared, of ${schedules} schedules in ${ZONES.length} zones.`,
  );
  console.log(`${wrong} of the schedules differ from the brute force.`);
  return wrong === 0 ? 0 : 1;
}
