// The handsets' own process: what it times is not delayed by whoever sends the webhooks.
import type { FromUas, ToUas, UasCallRecord } from "./protocol.ts";
import { Uas } from "./uas.ts";

const TELL_EVERY_MS = 10;

const [address = "", port = ""] = process.argv.slice(2);
const changed = new Map<string, UasCallRecord>();

function tell(message: FromUas): void {
  if (process.connected) process.send?.(message);
}

/** In batches: a message a call would cost more than the call. */
function noteChange(call: UasCallRecord): void {
  if (changed.size === 0) {
    setTimeout(() => {
      tell({ type: "calls", calls: [...changed.values()] });
      changed.clear();
    }, TELL_EVERY_MS);
  }
  changed.set(call.callId, call);
}

const uas = await Uas.listen(address, Number(port), noteChange);
process.on("message", (message: ToUas) => {
  switch (message.type) {
    case "behave":
      uas.behaviour = message.behaviour;
      return;
    case "treat":
      uas.treatments.set(message.from, message.treatment);
      return;
    case "count": {
      const { user, system } = process.cpuUsage();
      tell({ type: "counts", ...uas.counts, cpuMs: (user + system) / 1000 });
      return;
    }
    default:
      message satisfies never;
  }
});
process.on("disconnect", () => process.exit(0));
tell({ type: "listening" });
