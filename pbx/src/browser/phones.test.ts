import { describe, expect, it } from "vitest";
import { ConfigError } from "../config/values.ts";
import { type BrowserPhonesOptions, renderBrowserPbxFiles } from "./phones.ts";

const OPTIONS: BrowserPhonesOptions = {
  web: { address: "127.5.6.5", port: 8088 },
  media: "127.5.6.5",
  directory: {
    url: "http://127.5.6.2:8701/pbx/browser-1/phones",
    username: "browser-1",
    token: "a-long-enough-token",
  },
};

const filesWith = (change: Partial<BrowserPhonesOptions> = {}) =>
  renderBrowserPbxFiles({
    id: "browser-1",
    rtp: { from: 20_000, to: 29_999 },
    control: {
      url: "ws://127.5.6.2:8701/pbx/browser-1",
      token: "another-long-enough-token",
      localPassword: "a-local-password",
    },
    browserPhones: { ...OPTIONS, ...change },
  });

describe("the PBX of browser phones", () => {
  it("has no transport but the WebSocket, and no way to a carrier", () => {
    const files = filesWith();
    expect(files["pjsip.conf"]?.match(/^protocol = .+$/gm)).toEqual(["protocol = ws"]);
    expect(files["pjsip.conf"]).not.toMatch(/type = (registration|identify)/);
    expect(files["http.conf"]).toContain("bindaddr = 127.5.6.5\n");
    for (const off of ["enable_static = no", "enable_status = no"])
      expect(files["http.conf"]).toContain(`${off}\n`);
  });

  it("asks the Worker for sessions by name and never for a list", () => {
    const files = filesWith();
    const tables = files["sorcery.conf"]?.match(/realtime,.+$/gm) ?? [];
    expect(tables).toHaveLength(3);
    for (const table of tables) expect(table).toMatch(/,allow_unqualified_fetch=no$/);
    expect(files["extconfig.conf"]).toContain(
      "ps_auths = curl,http://127.5.6.2:8701/pbx/browser-1/phones/auths\n",
    );
  });

  it("keeps the directory's token out of the URLs that Asterisk logs", () => {
    const files = filesWith();
    const holding = Object.entries(files).filter(([, text]) => text.includes(OPTIONS.directory.token));
    expect(holding.map(([name]) => name)).toEqual(["extensions.conf"]);
    expect(files["extensions.conf"]).toContain("CURLOPT(userpwd) = browser-1:a-long-enough-token\n");
  });

  it.each<Partial<BrowserPhonesOptions>>([
    { web: { address: "0.0.0.0", port: 8088 } },
    { web: { address: "127.5.6.5", port: 80 } },
    { media: "127.5.6.5\nbind = x" },
    { directory: { ...OPTIONS.directory, url: "http://user:secret@127.5.6.2:8701/x" } },
    { directory: { ...OPTIONS.directory, url: "http://127.5.6.2:8701/x,y" } },
    { directory: { ...OPTIONS.directory, url: "http://127.5.6.2:8701/${SHELL(id)}" } },
    { directory: { ...OPTIONS.directory, token: "with\nnew-line-inside" } },
    { directory: { ...OPTIONS.directory, token: "with;a-comment-inside" } },
    { directory: { ...OPTIONS.directory, token: "with${a-variable}-inside" } },
  ])("refuses %j", (change) => {
    expect(() => filesWith(change)).toThrow(ConfigError);
  });
});
