import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PROMPT_LANGUAGES } from "../prompts/names.ts";
import { CODE_PURPOSES, codeScript } from "./code-script.ts";
import { codeWording } from "./code-wording.ts";
import { Conversation } from "./testing/conversation.ts";

const VERIFY = codeScript({ purpose: "verify", language: "en", digits: "123456" });
const AGREE = codeScript({ purpose: "agree", language: "en", digits: "107" });
const ids = (audio: readonly { id: string }[]): string => audio.map(({ id }) => id).join(" ");

describe("a code call", () => {
  it("names CallPing, says why, and speaks the digits twice with a pause before each", () => {
    const slowly =
      "pause/digit en/1 pause/digit en/2 pause/digit en/3 pause/digit en/4 pause/digit en/5 pause/digit en/6";
    expect(ids(VERIFY.message)).toBe(
      `en/callping en/code-verify ${slowly} pause/digit en/code-again ${slowly} pause/digit`,
    );
    expect(ids(VERIFY.menu)).toBe("en/code-menu");
  });

  it("the code that whoever may read the records could have read: reports say that digits were spoken, not which", () => {
    const call = new Conversation(VERIFY);
    const play = call.state.playback;
    expect(play?.audio_ids.filter((id) => id === "secret")).toHaveLength(12);
    expect(JSON.stringify(play)).not.toMatch(/en\/\d|\b(one|two|three|four|five|six)\b/);
  });

  it("ends by itself after one round, and star says the round again", () => {
    const silent = new Conversation(VERIFY).heard().heard().wait(3);
    expect(silent.state).toMatchObject({ stage: "farewell", gaveUp: true });
    const again = new Conversation(VERIFY).heard().heard().key("*");
    expect(again.state.stage).toBe("message");
    expect(again.heard().heard().wait(3).state.stage).toBe("farewell");
  });

  it("takes no key but star, 0 and 9: nobody can acknowledge anything in it", () => {
    for (const key of ["1", "2", "3", "4", "5", "6", "7", "8", "#"]) {
      const call = new Conversation(VERIFY).heard().key(key);
      expect([key, call.state.asked]).toEqual([key, null]);
    }
    expect(new Conversation(VERIFY).heard().key("9").key("9").state.asked).toBe("opt_out");
  });

  it.each([
    ["1", "acknowledge", "en/agreed"],
    ["2", "refuse", "en/refused"],
  ])("that asks is answered by %s", (key, meaning, prompt) => {
    const call = new Conversation(AGREE).heard().key(key);
    expect(call.state.asked).toBe(meaning);
    call.event({
      kind: "verdict",
      verdict: { recorded: true, meaning: call.state.asked ?? "unknown", already_by: null },
    });
    expect(call.state.playback?.audio_ids).toEqual([prompt]);
  });

  it("that asks says the organization's number, which is no secret, and asks again until its time is up", () => {
    expect(ids(AGREE.message)).toContain("en/agree-ask pause/digit en/1 pause/digit en/0 pause/digit en/7");
    expect(new Conversation(AGREE).heard().heard().wait(3).state.stage).toBe("message");
    expect(AGREE.listenSeconds).toBe(60);
  });

  it.each(CODE_PURPOSES)("of %s is recorded in every language, and in English for others", (purpose) => {
    for (const language of PROMPT_LANGUAGES) {
      const script = codeScript({ purpose, language, digits: "90" });
      expect(script.language).toBe(language);
      expect(ids(script.message).startsWith(`${language}/callping `)).toBe(true);
      expect(codeWording({ purpose, language }).startsWith("CallPing.")).toBe(true);
    }
    expect(codeScript({ purpose, language: "tr", digits: "1" }).language).toBe("en");
  });

  it("uses recordings of the number's language alone, whichever of the eight it is", () => {
    expect(PROMPT_LANGUAGES).toHaveLength(8);
    for (const language of PROMPT_LANGUAGES)
      for (const purpose of CODE_PURPOSES) {
        const { message, fallback, menu, confirmations, ending } = codeScript({
          purpose,
          language,
          digits: "0123456789",
        });
        const all = [message, fallback, menu, ending ?? [], ...Object.values(confirmations)].flat();
        const spoken = all.filter(({ id }) => id !== "pause/digit");
        expect(spoken.length).toBeGreaterThan(20);
        expect(spoken.filter(({ id }) => !id.startsWith(`${language}/`))).toEqual([]);
      }
  });

  it("never says anything but its own recordings, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CODE_PURPOSES),
        fc.string(),
        fc.string(),
        (purpose, language, digits) => {
          const script = codeScript({ purpose, language, digits });
          const all = [
            script.message,
            script.fallback,
            script.menu,
            ...Object.values(script.confirmations),
          ].flat();
          for (const piece of all) expect(piece.id).toMatch(/^(pause\/digit|[a-z]{2}\/[a-z0-9-]+)$/);
          expect(all.every(({ kind }) => kind === "prompt")).toBe(true);
        },
      ),
    );
  });
});
