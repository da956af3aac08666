import { describe, expect, it } from "vitest";
import { newWork } from "../work.ts";
import { cleanText } from "./clean-text.ts";
import { cutText, titleOf } from "./read-text.ts";

describe("cleanText", () => {
  it.each<[string, string | null]>([
    ["Database is down", "Database is down"],
    ["**Database** is _down_ on `db-1`", "Database is down on db-1"],
    ["&lt;b&gt;Disk&lt;/b&gt; &amp;amp; swap", "Disk & swap"],
    ["<p>Disk is full</p><p>on db one</p>", "Disk is full\non db one"],
    ["See <https://ex.test/a|the runbook> now", "See the runbook now"],
    ["[Runbook](https://ex.test/a?b=c) says restart", "Runbook says restart"],
    ["https://shop.example.test/a/b?token=abc is down", "shop.example.test is down"],
    ["🔥 Disk is full :fire: :white_check_mark:", "Disk is full"],
    ["{{ALERT_TITLE}}", null],
    ["${name} on ${host}", null],
    ["$EVENT_TITLE", null],
    ["@@TEXT@@ ##NAME##", null],
    ["Disk is full on {{ host }}", "Disk is full on"],
    ["down for *alertFriendlyDuration*", "down for"],
    ["string", null],
    ["N/A", null],
    ["None", null],
    ["---", null],
    ["@here Disk is full <@U012345>", "Disk is full"],
    ["token=s3cr3tvalue Disk is full", "Disk is full"],
    ["Bearer abcdefghijklmnop refused", "refused"],
    ["Alarm arn:aws:sns:eu-west-1:1234567890:payments fired", "Alarm payments fired"],
    ["Job 4f2a9c7e4f2a9c7e4f2a9c7e4f2a9c7e4f2a9c7e failed", "Job failed"],
    ["CPU > 95% -> page 12:30:45", "CPU > 95% -> page 12:30:45"],
    ["rate_limit_exceeded in my_service_name", "rate_limit_exceeded in my_service_name"],
  ])("%j becomes %j", (raw, clean) => {
    expect(cleanText(raw, newWork())).toBe(clean);
  });
});

describe("titles", () => {
  it("are the first line, or two when the first announces the second", () => {
    expect(titleOf("CrashLoopBackOff\n\nSource: prod", newWork())).toBe("CrashLoopBackOff");
    expect(titleOf("New alert:\nPool is degraded\nmore", newWork())).toBe("New alert: Pool is degraded");
  });

  it("are cut at a word", () => {
    const title = titleOf("word ".repeat(100), newWork()) ?? "";
    expect(title.length).toBeLessThanOrEqual(240);
    expect(title).toMatch(/word…$/);
    expect(cutText("x".repeat(500), 240)).toHaveLength(240);
  });
});
