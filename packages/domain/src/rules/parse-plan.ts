import { parseAction } from "./parse-action.ts";
import { PLAN_OPTIONS, readFigure, readPlanOptions } from "./parse-plan-options.ts";
import type { CallPlan, PlanStep } from "./plan.ts";
import { DEFAULT_PLAN, MAX_PLAN_STEPS } from "./plan.ts";
import type { Parsed, Report } from "./problem.ts";
import { collect, isRecord, reportUnknownFields } from "./problem.ts";

const PLAN_FIELDS = [
  "ringSeconds",
  "attempts",
  "spacingSeconds",
  "steps",
  "passes",
  ...PLAN_OPTIONS,
] as const;

/** A call plan from untrusted input. Fields left out take the defaults; nothing wrong is corrected silently. */
export function parsePlan(input: unknown): Parsed<CallPlan, "invalid_plan"> {
  return collect("invalid_plan", (report) => readPlan(input, "plan", report));
}

/** The same for a plan inside something larger; `undefined` input means the defaults. */
export function readPlan(input: unknown, path: string, report: Report): CallPlan | undefined {
  if (input === undefined) return DEFAULT_PLAN;
  if (!isRecord(input)) {
    report(path, "wrong_type", "A call plan is an object.");
    return undefined;
  }
  reportUnknownFields(input, PLAN_FIELDS, path, report);
  const figure = (key: "ringSeconds" | "attempts" | "spacingSeconds" | "passes"): number =>
    readFigure(input[key] ?? DEFAULT_PLAN[key], key, path, report);
  return {
    ringSeconds: figure("ringSeconds"),
    attempts: figure("attempts"),
    spacingSeconds: figure("spacingSeconds"),
    steps: namesNoStep(input.steps) ? DEFAULT_PLAN.steps : readSteps(input.steps, `${path}.steps`, report),
    passes: figure("passes"),
    ...readPlanOptions(input, path, report),
  };
}

/** No next step named: the product's default, the owners. An alert never stops at one person's phone by omission. */
function namesNoStep(steps: unknown): boolean {
  return steps === undefined || (Array.isArray(steps) && steps.length === 0);
}

function readSteps(input: unknown, path: string, report: Report): PlanStep[] {
  if (!Array.isArray(input) || input.length > MAX_PLAN_STEPS) {
    report(path, "wrong_type", `Steps are a list of at most ${MAX_PLAN_STEPS}.`);
    return [];
  }
  return input.flatMap((step: unknown, index): PlanStep[] => {
    const at = `${path}[${index}]`;
    if (!isRecord(step)) {
      report(at, "wrong_type", "A step is an object with afterSeconds and action.");
      return [];
    }
    reportUnknownFields(step, ["afterSeconds", "action"], at, report);
    const action = parseAction(step.action, `${at}.action`, report);
    return action === undefined
      ? []
      : [{ afterSeconds: readFigure(step.afterSeconds, "afterSeconds", at, report), action }];
  });
}
