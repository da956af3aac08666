import { createHash, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { type RunningAsterisk, startAsterisk } from "@callping/pbx/asterisk";
import type { AsteriskInstance } from "@callping/pbx/config/instance";
import { findRhvoice } from "@callping/speech/sidecar/rhvoice";
import { startSidecar } from "@callping/speech/sidecar/server";

import { REPOSITORY_ROOT } from "../build/bundle.ts";
import { CARRIER_TRUNK, DEMO_NUMBERS, demoEndpointId, seedRows } from "./demo/demo.ts";
import { install } from "./install.ts";
import type { StartOptions } from "./options.ts";
import { type AsteriskPlan, configureAsterisks, configureBrowserPbx } from "./pbxs/configure.ts";
import { sweepHourly } from "./pbxs/sweep-hourly.ts";
import { waitForFleet } from "./pbxs/wait-for-fleet.ts";
import { type Kept, keepRunning, type Running } from "./processes/keep-running.ts";
import type { ProcessRecord } from "./processes/record.ts";
import { startRuntimeChild } from "./processes/runtime-child.ts";
import { Mailbox } from "./mail/mailbox.ts";
import { startResendStandIn } from "./mail/resend-stand-in.ts";
import { startSmtpListener } from "./mail/smtp-listener.ts";
import { browserPhoneUrl, faceOrigin, MAIL_DOMAIN } from "./proxy/faces.ts";
import { startProxy } from "./proxy/server.ts";
import { Upstream } from "./proxy/upstream.ts";
import type { RuntimeConfig, Workerds } from "./runtime/protocol.ts";
import { type Addresses, workerOrigin } from "./state/addresses.ts";
import { describeReady, type Ready, writeReady } from "./state/ready.ts";
import { chooseRunRoot } from "./state/run-root.ts";
import { withExtraRows } from "./state/extra-rows.ts";
import { BROWSER_PBX_ID, PBX_IDS, type Secrets } from "./state/secrets.ts";

const FLEET_WITHIN_MS = 10_000;

export interface SupervisorOptions extends StartOptions {
  addresses: Addresses;
  secrets: Secrets;
  record: ProcessRecord;
  say(line: string): void;
  /** A part cannot be kept running: everything is to be stopped. */
  onGivenUp(error: unknown): void;
}

/** The parts of a running installation: front proxy, SMTP listener, runtime child, local carrier, PBXs. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #secrets: Secrets;
  readonly #upstream: Upstream;
  readonly #kept: Kept[] = [];
  readonly #pbxs = new Map<string, RunningAsterisk>();
  readonly #closers: (() => Promise<void>)[] = [];
  /** What ended by itself and is being started again. */
  readonly #down = new Set<string>();
  #ready: Ready | null = null;
  #stopping = false;

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#secrets = options.secrets;
    this.#upstream = new Upstream(options.addresses.api);
  }

  /** Starts everything and resolves when the first webhook would ring. `stop` may be called at any time. */
  async start(): Promise<Ready> {
    const { addresses, stateDir, record, say } = this.#options;
    mkdirSync(join(stateDir, "logs"), { recursive: true, mode: 0o700 });
    const mailbox = new Mailbox(stateDir);
    const proxy = await startProxy(addresses.port, this.#upstream, mailbox, addresses.browserPbx);
    this.#closers.push(() => proxy.close());
    await this.#startMail(mailbox);
    const installed = await install({ asteriskRoot: this.#options.asteriskRoot, say });
    const speechVars = await this.#startSidecar();
    await Promise.all([
      this.#startRuntime(installed.bundles, speechVars),
      this.#startAsterisks(installed.asteriskRoot),
    ]);
    const missing = await waitForFleet({
      port: addresses.port,
      apiKey: this.#secrets.demo.apiKey,
      pbxs: PBX_IDS,
      timeoutMs: FLEET_WITHIN_MS,
    });
    if (missing.length > 0)
      say(`still waiting: ${missing.join(", ")}. Alerts are kept and ring as soon as a PBX connects.`);
    record.set("supervisor", process.pid);
    const endpointUuid = await demoEndpointId(this.#secrets);
    this.#ready = describeReady({ addresses, secrets: this.#secrets, endpointUuid, pids: record.pids() });
    writeReady(stateDir, this.#ready);
    void this.#startBrowserPhones(installed.asteriskRoot);
    return this.#ready;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#upstream.close();
    await Promise.all([...this.#closers.map((close) => close()), ...this.#kept.map((kept) => kept.stop())]);
  }

  async #startMail(mailbox: Mailbox): Promise<void> {
    const { addresses, say } = this.#options;
    const { resendApiKey: apiKey } = this.#secrets;
    const standIn = await startResendStandIn({ listenAt: addresses.mailApi, apiKey, mailbox });
    this.#closers.push(() => standIn.close());
    const listener = await startSmtpListener({
      listenAt: addresses.smtp,
      domain: MAIL_DOMAIN,
      upstream: this.#upstream,
      token: this.#secrets.mailHandoverToken,
      endpointIdKeys: this.#secrets.endpointIdKeys,
      say,
    });
    this.#closers.push(() => listener.close());
  }

  /** The native voice, where it was installed; answers how the speech Worker finds it. */
  async #startSidecar(): Promise<RuntimeConfig["speechVars"]> {
    const rhvoice = await findRhvoice();
    if (rhvoice === null) return {};
    const { sidecar: listenAt } = this.#options.addresses;
    const token = randomUUID();
    const sidecar = await startSidecar({ rhvoice, listenAt, token });
    this.#closers.push(() => sidecar.close());
    return { SIDECAR_URL: workerOrigin("http", listenAt), SIDECAR_TOKEN: token };
  }

  async #startRuntime(
    bundles: RuntimeConfig["bundles"],
    speechVars: RuntimeConfig["speechVars"],
  ): Promise<void> {
    const { addresses, stateDir, demoNumbers, handsetController, carrierAt } = this.#options;
    const {
      endpointIdKeys,
      credentialPepper,
      audioSigningKey,
      numberHashKey,
      mailHandoverToken,
      resendApiKey,
      sessionKeys,
      totpKeys,
      csrfKey,
      mailTokenKey,
    } = this.#secrets;
    const config: RuntimeConfig = {
      stateDir,
      bundles,
      addresses,
      vars: {
        DEPLOYMENT: "local",
        API_ORIGIN: faceOrigin("api", addresses.port),
        AUDIO_ORIGIN: workerOrigin("http", addresses.api),
        BROWSER_PHONE_URL: browserPhoneUrl(addresses.port),
        MAIL_DOMAIN,
        MAIL_HANDOVER_TOKEN: mailHandoverToken,
        MAIL_API_ORIGIN: workerOrigin("http", addresses.mailApi),
        RESEND_API_KEY: resendApiKey,
        ENDPOINT_ID_KEYS: endpointIdKeys,
        CREDENTIAL_PEPPER: credentialPepper,
        AUDIO_SIGNING_KEY: audioSigningKey,
        NUMBER_HASH_KEY: numberHashKey,
        SESSION_KEYS: sessionKeys,
        TOTP_KEYS: totpKeys,
        CSRF_KEY: csrfKey,
        MAIL_TOKEN_KEY: mailTokenKey,
        OPERATOR_KEYS: `local:${createHash("sha256").update(this.#secrets.operatorKey).digest("hex")}`,
      },
      speechVars,
      seed: withExtraRows(
        this.#options.stateDir,
        await seedRows(
          this.#secrets,
          demoNumbers ?? DEMO_NUMBERS,
          new Date().toISOString(),
          handsetController === null && carrierAt === null,
        ),
      ),
      logPath: join(stateDir, "logs", "runtime.log"),
    };
    await this.#keep("runtime", async () => {
      const child = await startRuntimeChild({
        config,
        compileCache: join(REPOSITORY_ROOT, ".callping/compile-cache"),
        onServing: () => this.#upstream.markUp(),
        onWorkerds: (workerds) => this.#recordWorkerds(workerds),
        onRestarted: () => this.#options.say("a workerd died and runs again"),
        onMigrated: (files) => files.length > 0 && this.#options.say(`database: applied ${files.join(", ")}`),
      });
      config.seed = null;
      return child;
    });
  }

  async #startAsterisks(asteriskRoot: string): Promise<void> {
    const { carrier, pbxs } = await configureAsterisks(this.#asteriskPlan(asteriskRoot));
    this.#closers.push(sweepHourly(pbxs, this.#options.say));
    const startCarrier = async (instance: AsteriskInstance): Promise<Running> => {
      const running = await startAsterisk(instance);
      await this.#lookAgain();
      return running;
    };
    await Promise.all([
      carrier === null ? null : this.#keep("carrier", () => startCarrier(carrier)),
      ...pbxs.map((pbx) =>
        this.#keep(pbx.id, async () => {
          const running = await startAsterisk(pbx);
          this.#pbxs.set(pbx.id, running);
          return running;
        }),
      ),
    ]);
    await this.#lookAgain();
  }

  /** Behind everything else: telephones ring without it, and must not wait for it. */
  async #startBrowserPhones(asteriskRoot: string): Promise<void> {
    try {
      const instance = await configureBrowserPbx(this.#asteriskPlan(asteriskRoot));
      this.#closers.push(sweepHourly([instance], this.#options.say));
      await this.#keep(BROWSER_PBX_ID, () => startAsterisk(instance));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.#stopping) this.#options.say(`warning: no browser phone rings until the next start. ${why}`);
    }
  }

  #asteriskPlan(asteriskRoot: string): AsteriskPlan {
    const { addresses, stateDir, handsetController, carrierAt } = this.#options;
    const runRoot = chooseRunRoot(stateDir);
    return { asteriskRoot, runRoot, addresses, secrets: this.#secrets, handsetController, carrierAt };
  }

  /** Asterisk tries a trunk again five seconds after it found nobody there: told to, it looks at once. */
  async #lookAgain(): Promise<void> {
    await Promise.all([...this.#pbxs.values()].map((pbx) => pbx.rx(`pjsip qualify ${CARRIER_TRUNK}`)));
  }

  async #keep(name: string, start: () => Promise<Running>): Promise<void> {
    const { record, say, onGivenUp } = this.#options;
    const kept = await keepRunning({
      name,
      start,
      onUp: (pid) => {
        record.set(name, pid);
        if (this.#down.delete(name)) say(`${name} runs again`);
        this.#rewriteReady();
      },
      onDown: (why) => {
        record.remove(name);
        this.#down.add(name);
        if (name === "runtime") this.#upstream.markDown();
        if (!this.#stopping) say(`${name} ${why}; starting it again`);
      },
      onGivenUp: (error) => onGivenUp(new Error(`${name} cannot be started again`, { cause: error })),
    });
    this.#kept.push(kept);
    if (this.#stopping) await kept.stop();
  }

  #recordWorkerds(workerds: Workerds): void {
    this.#options.record.set("path", workerds.path);
    this.#options.record.set("side", workerds.side);
    this.#rewriteReady();
  }

  #rewriteReady(): void {
    if (this.#ready === null || this.#stopping) return;
    this.#ready.pids = this.#options.record.pids();
    writeReady(this.#options.stateDir, this.#ready);
  }
}
