import { describe, expect, it } from "vitest";
import { onStage, useStage } from "./stage.ts";

useStage();

describe("a call in the phone's language", () => {
  it.each([
    {
      role: "speech-german",
      language: "de",
      title: "Datenbank antwortet nicht",
      alert: /^CallPing für .*Kritisch: .*antwortet nicht/,
      menu: /^Drücken Sie 1 zum Bestätigen/,
      done: /^Bestätigt\. Danke\.$/,
    },
    {
      role: "speech-ukrainian",
      language: "uk",
      title: "База даних не відповідає",
      alert: /^CallPing для .*Критично: .*не відповідає/,
      menu: /^Щоб підтвердити, натисніть 1/,
      done: /^Підтверджено\. Дякуємо\.$/,
    },
  ])(
    "$language: alert, then menu, key 1, read-back",
    async ({ role, language, title, alert, menu, done }) => {
      const { scene, numbers } = await onStage(role);
      const [number = ""] = numbers;
      const changed = await scene.request(`/numbers/${scene.organization.phones[number]}`, "PATCH", {
        language,
      });
      expect([changed.status, changed.body]).toEqual([200, changed.body]);
      const phone = scene.expectCall(number).ringFor(6).hear(alert).hear(menu).press("1").hear(done);
      const { alerts } = await scene.alert({ title, severity: "critical" });
      const { heard } = await phone.done();
      console.log(`${language}: ${heard.join(" | ")}`);
      const alertId = alerts[0]?.id ?? "";
      expect((await scene.entry(alertId, "acknowledged")).data).toMatchObject({ by: "Ada", via: "key" });
      const spoken = scene.feed.entries.flatMap(({ entry }) => (entry.kind === "spoken" ? [entry.data] : []));
      const prompts = spoken.flatMap(({ audio_ids }) => audio_ids.filter((id) => id.includes("/")));
      expect(prompts.filter((id) => !id.startsWith(`${language}/`))).toEqual([]);
    },
  );
});
