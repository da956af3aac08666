import { spawn } from "node:child_process";
import { join } from "node:path";
import { type Installation, REPOSITORY } from "../harness/installation.ts";

const AT_ONCE_MS = 5_000;

/** Starts a second time on a state that is in use. Answers with what was wrong about the refusal, or null. */
export async function trySecondStart(installation: Installation): Promise<string | null> {
  const startedAt = Date.now();
  const child = spawn(
    process.execPath,
    [join(REPOSITORY, "scripts/start/main.ts"), "--state", installation.stateDir],
    {
      stdio: ["ignore", "ignore", "pipe"],
      timeout: AT_ONCE_MS * 2,
      killSignal: "SIGKILL",
    },
  );
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const took = Date.now() - startedAt;
  if (code !== 1) return `a second start left with ${code}: ${said}`;
  if (!said.includes(`process ${installation.supervisorPid}`))
    return `a second start does not say who holds the state: ${said}`;
  return took > AT_ONCE_MS ? `a second start took ${took} ms to refuse` : null;
}
