import { OUTCOMES } from "../calls/outcomes.ts";
import type { Action } from "./action.ts";
import { parseAction } from "./parse-action.ts";
import { type CallPlan, PLAN_LIMITS, SETTABLE_OUTCOMES } from "./plan.ts";
import type { Report } from "./problem.ts";
import { isRecord } from "./problem.ts";

/** Fields of a plan that may be left out: then the option is off. */
export const PLAN_OPTIONS = [
  "redial",
  "catchAll",
  "reconfirmAfterSeconds",
  "retriggerOnWorse",
  "retriggerAfterRepeats",
] as const;

type Options = Pick<CallPlan, (typeof PLAN_OPTIONS)[number]>;

/** The options of a plan; `null` switches one off like leaving it out. */
export function readPlanOptions(input: Record<string, unknown>, path: string, report: Report): Options {
  const { redial, catchAll, retriggerOnWorse } = input;
  const options: Options = {};
  if (redial != null) options.redial = readRedial(redial, `${path}.redial`, report);
  if (catchAll != null) {
    const action = readRingingAction(catchAll, `${path}.catchAll`, report);
    if (action !== undefined) options.catchAll = action;
  }
  for (const key of ["reconfirmAfterSeconds", "retriggerAfterRepeats"] as const)
    if (input[key] != null) options[key] = readFigure(input[key], key, path, report);
  if (typeof retriggerOnWorse === "boolean") options.retriggerOnWorse = retriggerOnWorse;
  else if (retriggerOnWorse != null)
    report(`${path}.retriggerOnWorse`, "wrong_type", "retriggerOnWorse is true or false.");
  return options;
}

function readRingingAction(input: unknown, path: string, report: Report): Action | undefined {
  const action = parseAction(input, path, report);
  if (action?.type !== "record_only") return action;
  report(`${path}.type`, "never_matches", "record_only rings nobody. Leave it out, or name whom to ring.");
  return undefined;
}

export function readFigure(
  value: unknown,
  key: keyof typeof PLAN_LIMITS,
  path: string,
  report: Report,
): number {
  const { min, max } = PLAN_LIMITS[key];
  if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max) return value;
  report(`${path}.${key}`, "out_of_range", `${key} is a whole number from ${min} to ${max}.`);
  return min;
}

function readRedial(input: unknown, path: string, report: Report): NonNullable<CallPlan["redial"]> {
  if (!isRecord(input)) {
    report(path, "wrong_type", 'redial is an object of outcomes, such as { busy: 20, rejected: "never" }.');
    return {};
  }
  const { min, max } = PLAN_LIMITS.redialSeconds;
  const rules: { -readonly [Key in keyof NonNullable<CallPlan["redial"]>]: number | "never" } = {};
  for (const [key, value] of Object.entries(input)) {
    const outcome = SETTABLE_OUTCOMES.find((known) => known === key);
    if (outcome === undefined) report(`${path}.${key}`, "unknown_value", whyNotSettable(key));
    else if (value === "never") rules[outcome] = value;
    else if (typeof value === "number" && Number.isInteger(value) && value >= min && value <= max)
      rules[outcome] = value;
    else
      report(
        `${path}.${key}`,
        "out_of_range",
        `${key} is a whole number of seconds from ${min} to ${max}, or "never" to go on without this phone.`,
      );
  }
  return rules;
}

function whyNotSettable(key: string): string {
  const known = `Settable here: ${SETTABLE_OUTCOMES.join(", ")}.`;
  if (key === "voicemail" || key === "no_key") return `CallPing calls this answered_no_key. ${known}`;
  if (key === "unreachable") return `A number that cannot be reached is bad_number. ${known}`;
  if (key.startsWith("trunk_") || key === "lost" || key === "failed" || key === "cancelled")
    return `This is not the person's doing: it is tried again at once and never counts as an attempt. ${known}`;
  if (OUTCOMES.some((outcome) => outcome === key))
    return `What follows ${key} is not a question of redialling. ${known}`;
  return `There is no such outcome. ${known}`;
}
