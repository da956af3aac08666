import { afterEach, describe, expect, it } from "vitest";
import type { Rhvoice } from "./rhvoice.ts";
import { startSidecar } from "./server.ts";

const TOKEN = "a-token-of-the-test";
const LOOPBACK = { host: "127.0.0.1", port: 0 };

/** Speaks as soon as it is told to. */
function fakeRhvoice() {
  const said: { words: string; milliseconds: number | undefined; finish: (samples: Uint8Array) => void }[] =
    [];
  const rhvoice: Rhvoice = {
    languages: ["uk", "pl", "pt"],
    say: (_, words, milliseconds) => new Promise((finish) => void said.push({ words, milliseconds, finish })),
  };
  return { said, rhvoice };
}

describe("the sidecar", () => {
  let close = async () => {};
  afterEach(() => close());

  async function open(rhvoice: Rhvoice) {
    const sidecar = await startSidecar({ rhvoice, token: TOKEN, listenAt: LOOPBACK });
    close = sidecar.close;
    return (body: unknown, { path = "/speak", token = TOKEN } = {}) =>
      fetch(`http://127.0.0.1:${sidecar.port}${path}`, {
        method: path === "/speak" ? "POST" : "GET",
        headers: { authorization: `Bearer ${token}` },
        ...(path === "/speak" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
  }
  const order = { language: "uk", words: "База даних недоступна.", milliseconds: 3000 };

  it("answers with samples and their rate", async () => {
    const { said, rhvoice } = fakeRhvoice();
    const ask = await open(rhvoice);
    const answer = ask(order);
    await expect.poll(() => said.length).toBe(1);
    said[0]?.finish(Uint8Array.of(1, 2, 3, 4));
    const { status, headers } = await answer;
    expect([status, headers.get("x-sample-rate")]).toEqual([200, "16000"]);
    expect(new Uint8Array(await (await answer).arrayBuffer())).toEqual(Uint8Array.of(1, 2, 3, 4));
    expect(said[0]?.milliseconds).toBeLessThanOrEqual(3000);
  });

  it("speaks one message at a time, lets four wait, and sends the others away", async () => {
    const { said, rhvoice } = fakeRhvoice();
    const ask = await open(rhvoice);
    const statuses: number[] = [];
    const send = () => ask(order).then(({ status }) => void statuses.push(status));
    const answers = [send()];
    await expect.poll(() => said.length).toBe(1);
    for (let n = 0; n < 6; n += 1) answers.push(send());
    await expect.poll(() => statuses).toEqual([503, 503]);
    for (let n = 0; n < 5; n += 1) {
      await expect.poll(() => said.length).toBe(n + 1);
      said[n]?.finish(new Uint8Array(2));
    }
    await Promise.all(answers);
    expect(statuses).toEqual([503, 503, 200, 200, 200, 200, 200]);
  });

  it("says that it failed when RHVoice does", async () => {
    const ask = await open({ languages: ["uk"], say: () => Promise.reject(new Error("no such voice")) });
    expect((await ask(order)).status).toBe(500);
  });

  it.each<[string, unknown, number]>([
    ["no JSON", "{", 400],
    ["a language without a voice", { ...order, language: "de" }, 400],
    ["no words", { ...order, words: " " }, 400],
    ["a book", { ...order, words: "слово ".repeat(200) }, 400],
    ["100 kB", { ...order, words: "x".repeat(100_000) }, 400],
    ["a tag", { ...order, words: "<audio src='x'>" }, 400],
    ["no deadline", { ...order, milliseconds: 0 }, 400],
  ])("refuses %s", async (_, body, status) => {
    const { rhvoice, said } = fakeRhvoice();
    const ask = await open(rhvoice);
    expect((await ask(body)).status).toBe(status);
    expect(said).toEqual([]);
  });

  it("answers nobody without its token, and says to whom it may what it speaks", async () => {
    const { rhvoice } = fakeRhvoice();
    const ask = await open(rhvoice);
    expect((await ask(order, { token: "another" })).status).toBe(401);
    expect((await ask(null, { path: "/health", token: "another" })).status).toBe(401);
    expect(await (await ask(null, { path: "/health" })).json()).toMatchObject({
      languages: ["uk", "pl", "pt"],
    });
    expect((await ask(null, { path: "/elsewhere" })).status).toBe(404);
  });

  it.each([
    ["0.0.0.0", TOKEN],
    ["192.0.2.7", TOKEN],
    ["127.0.0.1", "short"],
  ])("does not listen at %s with the token %s", async (host, token) => {
    const { rhvoice } = fakeRhvoice();
    await expect(startSidecar({ rhvoice, token, listenAt: { host, port: 0 } })).rejects.toThrow(/sidecar/);
  });
});
