import { FINDING_SEVERITIES, type FindingSeverity } from "@callping/domain/readiness/finding";

/** What this template is filled with; stored with the mail, so that a repeat is the same to the letter. */
export interface WeeklyReadiness {
  organization: string;
  /** Local date of the Monday. */
  week: string;
  counts: Record<FindingSeverity, number>;
  /** Of the days before: what the watcher found. */
  watcher: number;
  /** Where the findings are read. */
  link: string;
}

export interface Message {
  subject: string;
  text: string;
  html: string;
}

/** For one, and for several. */
const LABELS: Record<FindingSeverity, readonly [string, string]> = {
  nobody_reached: ["alert that would ring nobody", "alerts that would ring nobody"],
  fewer_than_planned: [
    "place where fewer people would be rung than planned",
    "places where fewer people would be rung than planned",
  ],
  worth_knowing: ["thing worth knowing", "things worth knowing"],
};
const WATCHED = [
  "alert that CallPing's watcher had to look after",
  "alerts that CallPing's watcher had to look after",
] as const;

function counted(count: number, [one, several]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** The weekly mail: counts and a link. No alert's text, no numbers, no names of people. */
export function weeklyReadiness({ organization, week, counts, watcher, link }: WeeklyReadiness): Message {
  const lines = FINDING_SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    counted(counts[severity], LABELS[severity]),
  );
  if (watcher > 0) lines.push(counted(watcher, WATCHED));
  const worst = counts.nobody_reached;
  const subject = `CallPing readiness of ${oneLine(organization)}: ${worst > 0 ? "some alerts would ring nobody" : lines.length > 0 ? "something to look at" : "all is well"}`;
  const opening =
    lines.length === 0
      ? `Everybody whom the plans of ${organization} call would be reached, as of ${week}.`
      : `Who would not be reached at ${organization}, as of ${week}:`;
  const closing = "What each of them is, and what to do (with an API key):";
  const why =
    "You get this because you own the organization. PUT /api/v1/readiness/weekly-mail changes when it is sent.";
  return {
    subject,
    text: [opening, ...lines.map((line) => `- ${line}`), "", closing, link, "", why, ""].join("\n"),
    html: [
      '<!doctype html><html lang="en"><body style="font-family:sans-serif;max-width:36em">',
      `<p>${escape(opening)}</p>`,
      ...(lines.length === 0 ? [] : [`<ul>${lines.map((line) => `<li>${escape(line)}</li>`).join("")}</ul>`]),
      `<p>${escape(closing)} <a href="${escape(link)}">${escape(link)}</a></p>`,
      `<p style="color:#555">${escape(why)}</p>`,
      "</body></html>",
    ].join("\n"),
  };
}

/** An organization's name is its own text: in a header it has one line, in HTML no markup. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").slice(0, 120);
}

export function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
