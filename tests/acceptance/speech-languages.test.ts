import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("a voice of the phone's language", () => {
  it.each([
    {
      role: "speech-spanish",
      language: "es",
      title: "La base de datos no responde",
      alert: /base de datos no responde/,
      menu: /^Pulse 1/,
      done: /^Confirmada/,
    },
    {
      role: "speech-italian",
      language: "it",
      title: "Il database non risponde",
      alert: /database non risponde/,
      menu: /^Prema 1/,
      done: /^Confermato/,
    },
    {
      role: "speech-polish",
      language: "pl",
      title: "Baza danych nie odpowiada",
      alert: /baza danych nie odpowiada/i,
      menu: /^Aby potwierdzić/,
      done: /^Potwierdzono/,
    },
    {
      role: "speech-portuguese",
      language: "pt",
      title: "O banco de dados não responde",
      alert: /banco de dados não responde/,
      menu: /^Pressione 1/,
      done: /^Confirmado/,
    },
  ])("speaks the alert, not a recording: $language", async ({ role, language, title, alert, menu, done }) => {
    const { scene, numbers } = await onStage(role);
    const [number = ""] = numbers;
    const changed = await scene.request(`/numbers/${scene.organization.phones[number]}`, "PATCH", {
      language,
    });
    expect(changed.status).toBe(200);
    // The voice has those seconds in which the telephone rings.
    const phone = scene.expectCall(number).ringFor(8).hear(alert).hear(menu).press("1").hear(done);
    await scene.alert({ title, severity: "critical" });
    await phone.done();
    const spoken = scene.feed.entries.flatMap(({ entry }) => (entry.kind === "spoken" ? [entry.data] : []));
    const [message] = spoken;
    expect(message?.words).toMatch(alert);
    expect(message?.audio_ids).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
  });
});
