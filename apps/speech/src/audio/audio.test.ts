import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { highPass, toTelephoneRate } from "./filters.ts";
import { describeFigures, figuresOf } from "./figures.ts";
import { gate, gateRaw } from "./gate.ts";
import { activeSpeechDb, normalise, rms, toDb } from "./level.ts";
import { decodeMulawSample, encodeMulaw, encodeMulawSample, decodeMulaw } from "./mulaw.ts";
import { audibleRange, concat, silence, trim } from "./silence.ts";
import { encodeWav, fromInt16, WAV_HEADER_BYTES } from "./wav.ts";

/** The same noise every time: samples of a linear congruential generator (Numerical Recipes). */
function noise(seconds: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length: seconds * 8000 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

const tone = (hertz: number, rate: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from(
    { length: rate * seconds },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hertz * n) / rate),
  );

describe("WAV", () => {
  it("has the plain 44-byte header and little-endian samples", () => {
    const wav = encodeWav(Float32Array.of(0, 1, -1, 2));
    expect(Buffer.from(wav).toString("hex")).toBe(
      "524946462c00000057415645666d7420100000000100010040" +
        "1f0000803e0000020010006461746108000000" +
        "0000ff7f0180ff7f",
    );
    expect(
      Array.from(fromInt16(wav.subarray(WAV_HEADER_BYTES)), (sample) => Math.round(sample * 100) / 100),
    ).toEqual([0, 1, -1, 1]);
  });
});

describe("µ-law (ITU-T G.711)", () => {
  /** Table 2a of G.711, decision values in 14 bits times four: full scale, segment edges, zero. */
  it.each([
    [32767, 0x80],
    [-32768, 0x00],
    [0, 0xff],
    [-1 * 4, 0x7e],
    [124, 0xef],
    [-124, 0x6f],
    [8031 * 4, 0x80],
  ])("encodes %i as %i", (sample, byte) => {
    expect(encodeMulawSample(sample)).toBe(byte);
  });

  it.each([
    [0xff, 0],
    [0x80, 8031 * 4],
    [0x00, -8031 * 4],
    [0xf0, 30 * 4],
  ])("decodes %i as %i", (byte, sample) => {
    expect(decodeMulawSample(byte)).toBe(sample);
  });

  it("decodes and encodes every byte to itself (negative zero to zero)", () => {
    for (let byte = 0; byte < 256; byte += 1) {
      expect(encodeMulawSample(decodeMulawSample(byte))).toBe(byte === 0x7f ? 0xff : byte);
    }
  });

  it("is off by less than 4 % of the sample and 1/2000 of full scale", () => {
    fc.assert(
      fc.property(fc.double({ min: -0.98, max: 0.98, noNaN: true }), (sample) => {
        const [heard = 9] = decodeMulaw(encodeMulaw(Float32Array.of(sample)));
        expect(Math.abs(heard - sample)).toBeLessThan(Math.abs(sample) * 0.04 + 0.0005);
      }),
    );
  });
});

describe("band", () => {
  it.each([
    [300, -9, 0.5],
    [1000, -9, 0.5],
    [3200, -9, 0.5],
  ])("16 → 8 kHz keeps %i Hz", (hertz, db, tolerance) => {
    expect(Math.abs(toDb(rms(toTelephoneRate(tone(hertz, 16_000, 0.5), 16_000))) - db)).toBeLessThan(
      tolerance,
    );
  });

  it.each([4000, 4500, 5000, 7000])("16 → 8 kHz folds nothing of %i Hz back", (hertz) => {
    expect(toDb(rms(toTelephoneRate(tone(hertz, 16_000, 0.5), 16_000).subarray(200, 3800)))).toBeLessThan(
      -60,
    );
  });

  it.each([8000, 16_000, 22_050, 24_000])("brings %i Hz to 8 kHz as it sounded, to the sample", (rate) => {
    const heard = toTelephoneRate(tone(440, rate, 0.5), rate);
    const meant = tone(440, 8000, 0.5);
    expect(heard.length).toBe(meant.length);
    const off = heard.subarray(100, 3900).map((sample, n) => sample - (meant[100 + n] ?? 9));
    expect(toDb(rms(off))).toBeLessThan(-50);
    if (rate > 8000)
      expect(toDb(rms(toTelephoneRate(tone(3990, rate, 0.5), rate).subarray(200, 3800)))).toBeLessThan(-60);
  });

  it("removes what is below 120 Hz and keeps 250 Hz", () => {
    expect(toDb(rms(highPass(tone(50, 8000, 1)).subarray(2000)))).toBeLessThan(-35);
    expect(toDb(rms(highPass(tone(250, 8000, 1)).subarray(2000)))).toBeGreaterThan(-9.6);
  });
});

describe("level", () => {
  const speechLike = (amplitude: number) =>
    concat([tone(400, 8000, 0.5, amplitude), silence(1), tone(900, 8000, 0.5, amplitude / 3)]);

  it("ignores pauses", () => {
    expect(activeSpeechDb(concat([tone(400, 8000, 1), silence(5)]))).toBeCloseTo(
      activeSpeechDb(tone(400, 8000, 1)),
      5,
    );
    expect(activeSpeechDb(silence(1))).toBe(-120);
  });

  it.each([0.001, 0.05, 0.9])("brings an amplitude of %d to −16 dBFS without clipping", (amplitude) => {
    const result = normalise(speechLike(amplitude));
    expect(activeSpeechDb(result)).toBeCloseTo(-16, 1);
    expect(Math.max(...result)).toBeLessThan(0.9);
  });

  it("leaves silence silent", () => {
    expect(rms(normalise(silence(1)))).toBe(0);
  });
});

describe("silence", () => {
  it("is found and cut at both ends", () => {
    const padded = concat([silence(0.5), tone(400, 8000, 1), silence(0.2)]);
    expect(audibleRange(padded)).toEqual({ from: 4000, to: 12_000 });
    expect(trim(padded).length).toBe(8000);
    expect([audibleRange(silence(1)), trim(silence(1)).length]).toEqual([null, 0]);
  });
});

describe("gate", () => {
  const words = "Database is down.";
  it.each([
    ["speech", tone(400, 8000, 1.5), words, null],
    ["a click", tone(400, 8000, 0.2), words, "too_short"],
    ["an endless tone", tone(400, 8000, 46), words, "too_long"],
    ["silence", silence(1.5), words, "too_quiet"],
    ["a tone for one word", tone(400, 8000, 4), words, "too_slow"],
    ["a stump of many words", tone(400, 8000, 0.5), words, "too_fast"],
    ["digits, which take long to say", tone(400, 8000, 6), "503, 404, 1200345.", null],
    ["letters that are spelled", tone(400, 8000, 4), "A P I E U K", null],
    ["noise", noise(1.5), words, "noise"],
    [
      "a voice that says nothing for long",
      concat([tone(400, 8000, 0.4), silence(2.1), tone(400, 8000, 0.4)]),
      words,
      "gap",
    ],
  ])("judges %s", (_, samples, text, reason) => {
    const answer = gate(samples, text);
    expect(answer.ok ? null : answer.error.reason).toBe(reason);
  });
});

describe("a voice's own samples", () => {
  const loud = (factor: number) =>
    tone(400, 16_000, 1).map((sample) => Math.max(-1, Math.min(1, sample * factor)));
  const twice = Float32Array.from(tone(400, 16_000, 1), (sample) => sample).reduce<number[]>(
    (both, sample) => (both.push(sample, sample), both),
    [],
  );
  it.each<[string, Float32Array, string | null]>([
    ["one channel", loud(1), null],
    ["full scale, nothing cut off", loud(2), null],
    ["four times full scale", loud(4), "clipped"],
    ["the same in two channels", Float32Array.from(twice), "stereo"],
    ["silence, which others refuse", silence(1), null],
    ["nothing", silence(0), null],
    ["noise, whose neighbours always differ", noise(1), null],
  ])("judges %s", (_, samples, reason) => {
    const answer = gateRaw(samples);
    expect(answer.ok ? null : answer.error.reason).toBe(reason);
  });

  it("says how much is cut off", () => {
    expect(gateRaw(loud(1)).clippedShare).toBe(0);
    // |sin| is above a half for two thirds of its time.
    expect(gateRaw(loud(4)).clippedShare).toBeCloseTo(2 / 3, 1);
  });
});

describe("figures", () => {
  const message = concat([
    silence(0.5),
    tone(400, 8000, 1),
    silence(0.7),
    tone(400, 8000, 0.5),
    silence(0.2),
  ]);
  it("are those of the file that is played", () => {
    expect(figuresOf(normalise(message), "x".repeat(22))).toEqual({
      seconds: 2.9,
      levelDb: expect.closeTo(-16, 1),
      headSeconds: 0.5,
      tailSeconds: expect.closeTo(0.2, 5),
      pauseSeconds: expect.closeTo(0.7, 5),
      charactersASecond: expect.closeTo(10, 5),
    });
    expect(describeFigures(figuresOf(normalise(message), "x".repeat(22)), 0.0041)).toBe(
      "level=-16.0 clipped=0.4 head=500 tail=200 pause=700 rate=10.0",
    );
  });

  it("of silence are silence", () => {
    expect(figuresOf(silence(1), "words")).toMatchObject({
      levelDb: -120,
      headSeconds: 1,
      tailSeconds: 0,
      charactersASecond: 0,
    });
    expect(figuresOf(silence(0), "words")).toMatchObject({ seconds: 0, headSeconds: 0, pauseSeconds: 0 });
  });
});
