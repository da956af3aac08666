import type { Env } from "../../env.ts";
import {
  askForCode,
  letCallAgain,
  readTypedNumber,
  useCode,
  type Wish,
} from "../../services/suppression/holder.ts";
import type { StopView } from "./page.ts";

/** Who sent the form: the client's address, and the language of the page. */
export interface Sender {
  address: string;
  language: string;
}

const BEGIN: StopView = { kind: "ask", problem: "expired" };

/**
 * One step of the public page: a number is rung, a code is typed, or organizations are chosen.
 * @param now ISO 8601, UTC, milliseconds
 */
export async function takeStopForm(
  env: Env,
  form: URLSearchParams,
  sender: Sender,
  now: string,
): Promise<StopView> {
  const number = readTypedNumber(env, form.get("number")?.slice(0, 40) ?? "");
  if (number === null) return { kind: "ask", problem: "notANumber" };
  const wish: Wish = form.get("wish") === "return" ? "return" : "stop";
  switch (form.get("step")) {
    case "call":
      await askForCode(env, { wish, number, ...sender }, now);
      return { kind: "code", wish, number, wrong: false };
    case "code":
      return takeCode(env, { wish, number, code: form.get("code")?.slice(0, 20) ?? "" }, now);
    case "allow": {
      const chosen = { number, proof: form.get("proof")?.slice(0, 200) ?? "", scopes: form.getAll("scope") };
      return (await letCallAgain(env, chosen, now)) ? { kind: "done", what: "allowed" } : BEGIN;
    }
    default:
      return BEGIN;
  }
}

async function takeCode(
  env: Env,
  typed: { wish: Wish; number: string; code: string },
  now: string,
): Promise<StopView> {
  const { wish, number } = typed;
  const proven = await useCode(env, typed, now);
  if (!proven.ok) return { kind: "code", wish, number, wrong: true };
  if (wish === "stop") return { kind: "done", what: "stopped" };
  const { proof, organizations } = proven;
  return organizations.length === 0
    ? { kind: "done", what: "returned" }
    : { kind: "choose", number, proof, organizations };
}
