import { join } from "node:path";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "./chromium.ts";

/** What `browser-phone-page.js` knows. */
export interface PhoneState {
  registered: boolean;
  /** Status of the refused registration. */
  refused: number | string | null;
  invite: { callId: string; from: string } | null;
  ended: string | null;
  /** How long something could be heard, and how loud it was at most (RMS, 0 … 1). */
  audibleMs: number;
  loudest: number;
}

export interface SipAccount {
  url: string;
  uri: string;
  authorization_user: string;
  password: string;
  register_seconds: number;
}

/** A microphone that hums, nobody to ask for it, and sound that starts without a click. */
const FLAGS = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
];

/** Headless Chromium with JsSIP: a tab of the portal's host that can ring. */
export class BrowserPhone {
  private readonly browser: Browser;
  private readonly page: Page;
  private readonly portal: string;

  private constructor(browser: Browser, page: Page, portal: string) {
    this.browser = browser;
    this.page = page;
    this.portal = portal;
  }

  /** @param portal the portal's origin: the page is of the host it registers at. */
  static async launch(portal: string): Promise<BrowserPhone> {
    const { executablePath, env } = await findChromium();
    const browser = await chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } });
    return BrowserPhone.open(browser, portal);
  }

  private static async open(browser: Browser, portal: string): Promise<BrowserPhone> {
    const page = await browser.newPage();
    // There is no page of the portal yet, and answers of the API forbid a microphone: the proxy's own refusal does not.
    await page.goto(`${portal}/phone`);
    await page.addScriptTag({ content: await bundle() });
    return new BrowserPhone(browser, page, portal);
  }

  anotherTab(): Promise<BrowserPhone> {
    return BrowserPhone.open(this.browser, this.portal);
  }

  state(): Promise<PhoneState> {
    return this.page.evaluate<PhoneState>("phone.state");
  }

  forget(): Promise<void> {
    return this.page.evaluate("phone.forget()");
  }

  /** Registers; the status of the refusal, or null when it is registered. */
  async register(sip: SipAccount): Promise<number | string | null> {
    await this.page.evaluate(`phone.open(${JSON.stringify(sip)})`);
    await this.until("phone.state.registered || phone.state.refused !== null");
    return (await this.state()).refused;
  }

  answer(): Promise<void> {
    return this.page.evaluate("phone.answer()");
  }

  press(key: string): Promise<void> {
    return this.page.evaluate(`phone.press(${JSON.stringify(key)})`);
  }

  call(target: string): Promise<number | string> {
    return this.page.evaluate(`phone.call(${JSON.stringify(target)})`);
  }

  media(): Promise<{ codec: string | null; packets: number; dtls: string | null }> {
    return this.page.evaluate("phone.media()");
  }

  /** Waits until an expression over `phone` is true in the page. */
  async until(expression: string, withinMs = 20_000): Promise<void> {
    await this.page.waitForFunction(expression, undefined, { timeout: withinMs, polling: 20 });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}

async function bundle(): Promise<string> {
  const built = await build({
    entryPoints: [join(import.meta.dirname, "browser-phone-page.js")],
    bundle: true,
    write: false,
    format: "iife",
    platform: "browser",
  });
  return built.outputFiles[0]?.text ?? "";
}
