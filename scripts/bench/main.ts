import { chooseLoopback } from "@callping/pbx/loopback";

import { sendAtRate } from "./load/rate.ts";
import { sendWebhook, type Sent } from "./load/webhook.ts";
import { collectRings } from "./measure/ring.ts";
import { distribution } from "./report/stats.ts";
import { Installation } from "./site/installation.ts";
import { LaneDealer, laneStatements, makeLanes } from "./site/lanes.ts";
import { Handsets } from "./uas/client.ts";

const installation = new Installation();
const place = await chooseLoopback(`${installation.stateDir}/bench`, ["uas", "pbx"]);
const handsets = await Handsets.start(place.addresses.uas, place.port);
try {
  const { endpointIdKeys } = await installation.secrets();
  const lanes = await makeLanes(200, 50, endpointIdKeys);
  const t0 = performance.now();
  await installation.start({ host: place.addresses.uas, port: place.port }, laneStatements(lanes));
  console.log("ready", performance.now() - t0);
  const dealer = new LaneDealer(lanes);
  const target = { host: "127.0.0.1", port: installation.apiPort };
  const send = (late = 0) => {
    const lane = dealer.take();
    return sendWebhook(target, lane, { title: `Checkout fails in region ${lane.organization}` }, late);
  };
  handsets.behave({ ringMs: 300, keyAfterMs: 300, hangUpAfterKeyMs: 300 });
  const idle: Sent[] = [];
  for (let i = 0; i < 100; i++) {
    const sent = await send();
    idle.push(sent);
    const call = await handsets.callTo(sent.lane.number, sent.sentAt, 5000);
    if (call) await handsets.endOf(call.callId, 5000);
  }
  const r = await collectRings(handsets, idle.slice(10));
  console.log("idle", distribution(r.inviteMs), "202", distribution(r.answerMs), r.sent, r.accepted, r.lost, r.surplus);
  handsets.behave({ ringMs: 1000, keyAfterMs: 1500, hangUpAfterKeyMs: 1000 });
  for (const rate of [5, 20]) {
    const sent = await sendAtRate(rate, 20, send);
    const r = await collectRings(handsets, sent);
    console.log(rate, distribution(r.inviteMs), "202", distribution(r.answerMs), r.sent, r.accepted, r.lost, r.surplus, r.senderLateMs);
  }
} finally {
  console.log(installation.runtimeLog().slice(-3000));
  await handsets.stop();
  await installation.remove();
}
