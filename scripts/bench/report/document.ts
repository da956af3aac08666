import { availableParallelism, totalmem } from "node:os";

import type { BenchPlan } from "../options.ts";
import type { Results } from "../results.ts";
import { ceilingSection, ringSection, speechSection } from "./sections.ts";
import { acceptSection, hopSection, memorySection, stormSection } from "./sections-cost.ts";

/** `docs/performance.md` of one run. */
export function document(plan: BenchPlan, results: Results, now: Date): string {
  const memoryGiB = Math.round(totalmem() / 1024 ** 3);
  const sections = [
    ringSection(results),
    ceilingSection(results),
    speechSection(results),
    hopSection(results),
    acceptSection(results),
    stormSection(results),
    memorySection(results),
    (results.failed ?? [])
      .map((name) => `**Not measured, because it ended with an error: ${name}.**`)
      .join("\n\n"),
  ].filter((section) => section !== "");
  return `# Performance

Written by \`npm run bench${plan.quick ? " -- --quick" : ""}\` on ${now.toISOString().slice(0, 10)}. One machine with ${availableParallelism()} cores and ${memoryGiB} GiB ran everything: the product as
\`npm start\` runs it (two workerds, two PBXs, front proxy), the sender of the webhooks and the handsets. Nothing is tuned for the run and
no limit is lifted. Figures of a machine that does other work at the same time are worse: "machine busy" below says how full it was.

How it is measured: ${plan.organizations} organizations with ${plan.lanesEach} endpoints and numbers each, a different one for each alert, so that no cooldown holds a call. A webhook's time
begins when its sender opens the connection. The INVITE is timed where it arrives: in a SIP user agent of its own process that rings for a second, answers,
listens for 1.5 s, presses 1 (RFC 4733) and hangs up, on the machine's monotonic clock. Under load webhooks are sent at fixed moments, whatever the answers do.
Each organization was rung once before, so its Desk has its configuration and the words of its alert are stored. Percentiles are by nearest rank.

${sections.join("\n\n")}
`;
}
