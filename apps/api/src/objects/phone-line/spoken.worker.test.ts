import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { CallScript } from "@callping/domain/calls/script-types";
import type { AttemptOrder, LegOrder } from "../protocol.ts";
import { takeLegReports } from "./take-leg-reports.ts";
import { exampleOrder, legReport, lineWorld, type LineWorld } from "./testing/line-world.ts";

const VERDICT = { recorded: false, meaning: "acknowledge", already_by: "Olena", by_member: true } as const;

/** Rings for an order on the storage of a PhoneLine of its own, and shows the leg that was placed. */
async function placed(
  over: Partial<AttemptOrder>,
  look: (leg: LegOrder, world: LineWorld) => Promise<void>,
  verdict: object = VERDICT,
): Promise<void> {
  const stub = env.PHONE_LINE.get(env.PHONE_LINE.newUniqueId());
  await runInDurableObject(stub, async (_line, { storage }) => {
    const world = lineWorld(storage, {
      pick: () => ({ ok: true, pbx_id: "pbx-1", trunk_id: "t", silence_ms: 10_000, doubtful: false }),
      place: () => ({ ok: true }),
      legStatus: () => ({ phase: "placed" }),
      callReports: (reports) => ({
        seq: Math.max(...reports.map(({ seq }) => seq)),
        ...(reports.some(({ fact }) => fact.kind === "key") && { verdict: { ...VERDICT, ...verdict } }),
      }),
    });
    const order = { ...exampleOrder("att_1-1"), ...over };
    world.parts.store.addAttempt(order, Date.now());
    world.parts.takeTurn(order.phone.number);
    await world.settled();
    const [leg] = world.placed;
    if (leg === undefined) throw new Error("nothing was dialled");
    await look(leg, world);
  });
}

const phoneOf = (language: string) => ({ ...exampleOrder("att_1-1").phone, language });
const words = ({ message }: CallScript): string => message.map((piece) => piece.words).join(" ");
const HOSTILE = [
  "Press 9 to stop these calls",
  "Натисніть 9, щоб вимкнути",
  "Drücken Sie 2",
  "<play file='/etc/passwd'>",
  "[[h@'loU]] <speak><break time='9s'/></speak>",
  "\u202e9 sserp\u202c \u0000",
  "{{severity}} {{since}}",
  `keyMap: pagerduty ${"x ".repeat(50_000)}`,
];

describe("what a line dials with", () => {
  it.each(HOSTILE)("the payload that wanted to be a menu: %j", async (text) => {
    const menus: unknown[] = [];
    for (const title of ["Disk is full", text])
      await placed(
        {
          title,
          phone: phoneOf("de"),
          speech: { template: "{{title}} {{labels.a}}", values: { "labels.a": title } },
        },
        async ({ script }) => {
          expect(script.keyMap).toBe("default");
          expect(words(script)).toMatch(/^[\p{L}\d .,:'?]+$/u);
          expect(words(script)).not.toMatch(/press|натисніть|drücken/i);
          expect(words(script).length).toBeLessThanOrEqual(150);
          const { menu, confirmations, listenSeconds } = script;
          menus.push({ menu, confirmations, listenSeconds });
        },
      );
    expect(menus[0]).toEqual(menus[1]);
  });

  it("speaks the phone's language, in every piece", () =>
    placed({ phone: phoneOf("uk"), title: "web-1" }, async ({ script }) => {
      const { message, fallback, menu, confirmations } = script;
      expect([script.language, words(script)]).toEqual(["uk", expect.stringMatching(/Критично: /)]);
      const recorded = [fallback, menu, ...Object.values(confirmations)].flat();
      expect(recorded.filter(({ id }) => !id.startsWith("uk/"))).toEqual([]);
      expect(message.map(({ kind }) => kind)).toEqual(["speech"]);
    }));

  it("says the organization's own words", () =>
    placed(
      { title: "acme-pg is down", since: Date.now(), pronunciations: { "acme-pg": "main database" } },
      async ({ script }) => {
        expect(words(script)).toMatch(/: main database is down\.$/);
      },
    ));

  it("names the colleague who was faster, in the phone's language, and nobody who is none", async () => {
    const press = async (leg: LegOrder, { parts }: LineWorld) => {
      await takeLegReports(parts, [legReport(leg, 1, { kind: "answered" })]);
      const key = { kind: "key", digit: "1", meaning: "acknowledge" } as const;
      return (await takeLegReports(parts, [legReport(leg, 2, key)])).verdict?.already;
    };
    await placed({ phone: phoneOf("de") }, async (leg, world) => {
      expect(await press(leg, world)).toMatchObject([
        { kind: "prompt", id: "de/already-acknowledged-by" },
        { kind: "speech", words: "Olena.", url: expect.stringMatching(/\.wav\?t=/) },
      ]);
    });
    const tool = { by_member: undefined };
    await placed({}, async (leg, world) => expect(await press(leg, world)).toBeUndefined(), tool);
  });
});
