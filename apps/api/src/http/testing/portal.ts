import type { SessionView } from "@callping/contract/api/accounts";
import { TERMS_VERSION } from "@callping/contract/api/accounts";
import type { Harness } from "./harness.ts";
import { openHarness } from "./harness.ts";

export const MY = "https://my.callping.example";
export const PASSWORD = "correct horse battery staple";
const COOKIE = /^__Host-cp_session=([^;]*)/;

export interface SentMail {
  to: string;
  subject: string;
  text: string;
}

/** The app with people who sign in: browsers have cookies, and mail is read where the provider would have it. */
export async function openPortal() {
  const mails: SentMail[] = [];
  const provider = { away: false };
  const harness = await openHarness(async (_url, init) => {
    if (provider.away) throw new Error("the mail provider is away");
    const body = await new Response(init.body ?? null).json<{
      to: string[];
      subject: string;
      text: string;
    }>();
    mails.push({ to: body.to.join(), subject: body.subject, text: body.text });
    return Response.json({ id: `mail-${mails.length}` });
  });
  return { ...harness, mails, provider };
}
export type Portal = Awaited<ReturnType<typeof openPortal>>;

/** Mail that went out up to now. */
export async function mailsTo(portal: Portal, address: string): Promise<SentMail[]> {
  await Promise.all(portal.background.splice(0));
  return portal.mails.filter(({ to }) => to === address);
}

/** The token of the last link that was mailed to somebody. */
export async function linkTo(portal: Portal, address: string): Promise<string> {
  const links = (await mailsTo(portal, address)).flatMap(({ text }) => /#token=(\S+)/.exec(text)?.[1] ?? []);
  const last = links.at(-1);
  if (last === undefined) throw new Error(`no link was mailed to ${address}`);
  return last;
}

interface Ask {
  body?: unknown;
  headers?: Record<string, string>;
  /** Headers that are left out. */
  without?: readonly string[];
}

/** A tab of the portal: it keeps its cookie and sends what our own pages send. */
export class Tab {
  cookie: string | null = null;
  csrf = "";
  /** `Set-Cookie` of the last answer. */
  setCookie: string | null = null;
  private readonly harness: Harness;
  private readonly agent: string;
  private readonly address: string;

  constructor(harness: Harness, agent = "Mozilla/5.0 Firefox/140.0", address = "198.51.100.7") {
    this.harness = harness;
    this.agent = agent;
    this.address = address;
  }

  async ask(method: string, path: string, { body, headers = {}, without = [] }: Ask = {}): Promise<Response> {
    const all = new Headers({
      "user-agent": this.agent,
      "cf-connecting-ip": this.address,
      ...(this.cookie !== null && { cookie: `__Host-cp_session=${this.cookie}` }),
      ...(method !== "GET" && {
        origin: MY,
        "sec-fetch-site": "same-origin",
        "content-type": "application/json",
        "x-csrf-token": this.csrf,
      }),
      ...headers,
    });
    for (const name of without) all.delete(name);
    const answer = await this.harness.request(`${MY}${path}`, {
      method,
      headers: all,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    this.setCookie = answer.headers.get("set-cookie");
    const cookie = COOKIE.exec(this.setCookie ?? "")?.[1];
    if (cookie !== undefined) this.cookie = cookie === "" ? null : cookie;
    return answer;
  }

  /** Status and problem code; no code for any other answer. */
  async told(method: string, path: string, ask: Ask = {}): Promise<[number, string]> {
    const answer = await this.ask(method, path, ask);
    const text = await answer.text();
    const { code = "" } = (text.startsWith("{") ? JSON.parse(text) : {}) as { code?: string };
    return [answer.status, code];
  }

  /** Signs in, first step; a session is taken on. */
  async signIn(email: string, password = PASSWORD, stay = false): Promise<Response> {
    const answer = await this.ask("POST", "/api/session", {
      body: { email, password, stay_logged_in: stay },
    });
    const { session } = await answer.clone().json<{ session?: SessionView }>();
    if (session !== undefined) this.csrf = session.csrf_token;
    return answer;
  }

  async stepUp(password = PASSWORD): Promise<number> {
    return (await this.ask("POST", "/api/session/step-up", { body: { password } })).status;
  }

  /** What `GET /api/session` says. */
  async session(): Promise<SessionView> {
    const answer = await this.ask("GET", "/api/session");
    const { session } = await answer.json<{ session: SessionView }>();
    this.csrf = session.csrf_token;
    return session;
  }
}

/** What a sign-up sends. */
export function signUpOf(email: string, more: object = {}): object {
  return {
    email,
    password: PASSWORD,
    display_name: "Nadia Example",
    organization: "Acme",
    time_zone: "Europe/Kyiv",
    language: "uk",
    adult: true,
    terms_version: TERMS_VERSION,
    ...more,
  };
}

/** Somebody new with an organization of their own, signed in. Each has an address of their own, as limits count by it. */
export async function newPerson(portal: Portal, email: string, address: string): Promise<Tab> {
  const tab = new Tab(portal, undefined, address);
  const asked = await tab.ask("POST", "/api/sign-up", { body: signUpOf(email) });
  if (asked.status !== 202) throw new Error(`sign-up: ${asked.status} ${await asked.text()}`);
  const made = await tab.ask("POST", "/api/sign-up/verify", { body: { token: await linkTo(portal, email) } });
  if (made.status !== 201) throw new Error(`verify: ${made.status} ${await made.text()}`);
  const signedIn = await tab.signIn(email);
  if (signedIn.status !== 200) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`);
  return tab;
}

/** Moves somebody into the demo organization with a role. */
export async function joinDemo(portal: Portal, tab: Tab, role: string): Promise<string> {
  const { user, id } = await tab.session();
  const member = `mem_of-${user.id.slice(4)}`;
  await portal.db.batch([
    portal.db
      .prepare("INSERT INTO members (id, organization_id, user_id, role, created_at) VALUES (?, ?, ?, ?, ?)")
      .bind(member, portal.organizationId, user.id, role, new Date().toISOString()),
    portal.db.prepare("UPDATE sessions SET organization_id = ? WHERE id = ?").bind(portal.organizationId, id),
  ]);
  return member;
}
