import type { Audio, CallScript } from "@callping/domain/calls/script-types";
import type { LegOrder } from "../../protocol.ts";
import { AUDIO_ORIGIN } from "./start-link.ts";

const prompt = (id: string): Audio => ({ kind: "prompt", id: `en/${id}`, words: id });

export function exampleScript(origin = AUDIO_ORIGIN): CallScript {
  return {
    language: "en",
    keyMap: "default",
    message: [
      {
        kind: "speech",
        id: "s1",
        words: "database is down",
        url: `${origin}/audio/${"a".repeat(64)}.wav?leg=1`,
      },
    ],
    fallback: [prompt("callping"), prompt("critical-alert"), prompt("general")],
    menu: [prompt("menu")],
    confirmations: {
      acknowledged: [prompt("acknowledged")],
      alreadyAcknowledged: [prompt("already-acknowledged")],
      escalated: [prompt("escalated")],
      snoozed: [prompt("snoozed")],
      resolved: [prompt("resolved")],
      optOutConfirm: [prompt("opt-out-confirm")],
      optedOut: [prompt("opted-out")],
      help: [prompt("help")],
      wrongKey: [prompt("wrong-key")],
      notRecorded: [prompt("not-recorded")],
      closed: [prompt("closed")],
    },
    listenSeconds: 60,
  };
}

let legs = 0;

export function exampleOrder(change: Partial<LegOrder> = {}): LegOrder {
  legs += 1;
  return {
    leg_id: `leg_TEST${legs}`,
    call_id: `cal_TEST${legs}`,
    line: "line:ack",
    organization_id: "org_TEST",
    number: "+33199000001",
    trunk_id: "local",
    ring_seconds: 25,
    script: exampleScript(),
    ...change,
  };
}
