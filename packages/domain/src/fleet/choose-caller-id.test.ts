import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseCallerId } from "./choose-caller-id.ts";

const NUMBERS = ["+13125550100", "+13125550101", "+13125550102", "+13125550103"] as const;
const people = Array.from({ length: 4_000 }, (_, n) => `mem_${n.toString(36)}`);

describe("which number somebody sees", () => {
  it("is the same whatever the order of the trunk's numbers", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.shuffledSubarray([...NUMBERS], { minLength: 4 }),
        (person, [first, ...rest]) => {
          expect(chooseCallerId([first ?? NUMBERS[0], ...rest], person)).toBe(
            chooseCallerId(NUMBERS, person),
          );
        },
      ),
    );
  });

  it("is each of them for about as many people", () => {
    const counts = Map.groupBy(people, (person) => chooseCallerId(NUMBERS, person));
    for (const number of NUMBERS) {
      const share = (counts.get(number)?.length ?? 0) / people.length;
      expect([number, share > 0.22 && share < 0.28]).toEqual([number, true]);
    }
  });

  it("the call of a stranger: another number on the trunk changes it only for those who now see the new one", () => {
    const added = [...NUMBERS, "+13125550104"] as const;
    const moved = people.filter(
      (person) => chooseCallerId(added, person) !== chooseCallerId(NUMBERS, person),
    );
    expect(moved.every((person) => chooseCallerId(added, person) === "+13125550104")).toBe(true);
    expect(moved.length / people.length).toBeLessThan(0.24);
  });

  it("is written down: it is the same in the next build", () => {
    expect(["mem_ada", "mem_ben", "mem_cleo"].map((person) => chooseCallerId(NUMBERS, person)))
      .toMatchInlineSnapshot(`
      [
        "+13125550100",
        "+13125550103",
        "+13125550100",
      ]
    `);
  });
});
