import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);

interface DeriveOrder {
  password: string;
  salt: string;
  iterations: number;
  rounds: number;
}

/** Stands for the Worker that derives keys: the same function, by Node, and a count of how often. */
export function derivingKeys(seen: { derived: number; keysAway: boolean }) {
  return {
    fetch: async (_url: string, init: { body: string }): Promise<Response> => {
      if (seen.keysAway) return new Response("away", { status: 503 });
      const { password, salt, iterations, rounds } = JSON.parse(init.body) as DeriveOrder;
      if (iterations > 100_000)
        throw new Error("production refuses more than 100,000 iterations in one call");
      seen.derived += 1;
      let key: string | Buffer = password;
      for (let round = 0; round < rounds; round += 1)
        key = await derive(key, Buffer.from(salt, "hex"), iterations, 32, "sha256");
      return Response.json({ key: Buffer.from(key).toString("hex") });
    },
  };
}
