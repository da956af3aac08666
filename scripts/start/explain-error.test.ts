import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { explainError } from "./explain-error.ts";

it("the start that lost its port to a faster one says what to do", async () => {
  const [first, second] = [createServer(), createServer()];
  first.listen({ host: "127.0.0.1", port: 0 });
  await once(first, "listening");
  const address = first.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  second.listen({ host: "127.0.0.1", port: address.port });
  const [error] = (await once(second, "error")) as unknown[];
  expect(explainError(error)).toContain(`127.0.0.1:${address.port}. Another program took it`);
  expect(explainError(error)).toContain("Start again");
  first.close();
});
