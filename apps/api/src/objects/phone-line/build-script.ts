import type { Audio, CallScript } from "@callping/domain/calls/script-types";
import { codeScript } from "@callping/domain/calls/code-script";
import {
  drillWords,
  type Piece,
  scriptWords,
  type ScriptWords,
  type Speaker,
} from "@callping/domain/calls/script-words";
import { SEVERITIES } from "@callping/domain/alerts/severity";
import type { Env } from "../../env.ts";
import { codeOf } from "../../services/code-calls/code-of.ts";
import { prepareSpeech } from "../../services/speech/prepare-speech.ts";
import type { AttemptOrder } from "../protocol.ts";

/** How long a call talks and listens before it hangs up (product, section 5). */
const LISTEN_SECONDS = 60;

/** What a call for these attempts says. Only names the audio: it is spoken while the phone rings, never after the answer. */
export async function buildScript(
  env: Env,
  orders: readonly AttemptOrder[],
  now: number,
): Promise<CallScript> {
  const [first] = orders;
  if (first === undefined) throw new Error("a call has no attempts to speak of");
  if (first.code !== undefined && orders.length === 1)
    return codeScript({
      purpose: first.code.purpose,
      language: first.phone.language,
      digits: await digitsOf(env, first.alert_id, first.code),
    });
  // A drill that an alert has joined is spoken of no more.
  const ofAlerts = orders.filter(({ drill }) => drill !== true);
  const isDrill = ofAlerts.length === 0;
  const speaker = speakerOf(first, orders);
  const words = isDrill ? drillWords(speaker) : alertWords(speaker, first.key_map, ofAlerts, now);
  const fallback = words.fallback.flatMap((piece) => (piece.kind === "prompt" ? [piece.id] : []));
  const toAudio = async (piece: Piece): Promise<Audio> => {
    if (piece.kind === "prompt") return piece;
    const { id, url } = await prepareSpeech(env, {
      organizationId: first.organization_id,
      language: words.language,
      words: piece.words,
      fallback,
    });
    return { kind: "speech", id, words: piece.words, url };
  };
  const prompts = (pieces: readonly Piece[]): Audio[] => pieces.filter((piece) => piece.kind === "prompt");
  const { confirmations } = words;
  return {
    language: words.language,
    keyMap: isDrill ? "drill" : first.key_map,
    message: await Promise.all(words.message.map(toAudio)),
    fallback: prompts(words.fallback),
    menu: prompts(words.menu),
    confirmations: {
      acknowledged: prompts(confirmations.acknowledged),
      alreadyAcknowledged: prompts(confirmations.alreadyAcknowledged),
      escalated: prompts(confirmations.escalated),
      snoozed: prompts(confirmations.snoozed),
      resolved: prompts(confirmations.resolved),
      optOutConfirm: prompts(confirmations.optOutConfirm),
      optedOut: prompts(confirmations.optedOut),
      help: prompts(confirmations.help),
      wrongKey: prompts(confirmations.wrongKey),
      notRecorded: prompts(confirmations.notRecorded),
      closed: prompts(confirmations.closed),
    },
    listenSeconds: LISTEN_SECONDS,
  };
}

/** The code, which is stored nowhere; or, where somebody is asked, the number of the organization that asks. */
async function digitsOf(
  env: Env,
  id: string,
  { purpose, organization_number }: NonNullable<AttemptOrder["code"]>,
): Promise<string> {
  return purpose === "agree" ? String(organization_number) : codeOf(env, id);
}

/** Who speaks to this phone: two people who share it may have said different languages, and the first is heard. */
export function speakerOf(
  { organization_name, phone }: AttemptOrder,
  orders: readonly AttemptOrder[],
): Speaker {
  const own = orders.flatMap(({ pronunciations = {} }) => Object.entries(pronunciations));
  return {
    organizationName: organization_name,
    language: phone.language,
    ...(own.length > 0 && { pronunciations: new Map(own) }),
  };
}

function alertWords(
  speaker: Speaker,
  keyMap: AttemptOrder["key_map"],
  orders: readonly AttemptOrder[],
  now: number,
): ScriptWords {
  // Two people may share a telephone: what both are called for is one alert.
  const alerts = [...new Map(orders.map((order) => [order.alert_id, order])).values()]
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.since - b.since)
    .map(({ severity, title, since, test, reconfirm = false, still = false, speech }) => ({
      severity,
      title,
      since,
      test,
      reconfirm,
      still,
      ...(speech !== undefined && { speech }),
    }));
  return scriptWords({ ...speaker, alerts, keyMap, now });
}
