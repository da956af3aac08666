import { expect, it } from "vitest";
import { mediaOf } from "./media.ts";

const ORIGIN = "https://api.example";
const speech = (url: string) => ({ kind: "speech" as const, id: "s", words: "", url });
const prompt = (id: string) => ({ kind: "prompt" as const, id, words: "" });

it.each([
  [
    "a prompt and our own speech",
    [prompt("en/menu"), speech(`${ORIGIN}/audio/a.wav?sig=1`)],
    ["sound:callping/en/menu", `sound:${ORIGIN}/audio/a.wav?sig=1`],
  ],
  ["nothing", [], []],
  ["another host", [speech("https://evil.example/a.wav")], null],
  ["our host as a user's name", [speech("https://api.example@evil.example/a.wav")], null],
  ["our host as a prefix", [speech("https://api.example.evil.example/a.wav")], null],
  ["another scheme", [speech("http://api.example/a.wav")], null],
  ["a file", [speech("file:///etc/passwd")], null],
  ["a URL with a line break", [speech(`${ORIGIN}/a\r\n.wav`)], null],
  ["a prompt that climbs", [prompt("en/../../secret")], null],
])("%s", (_what, audio, media) => {
  expect(mediaOf(audio, ORIGIN)).toEqual(media);
});
