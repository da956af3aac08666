import type { Action } from "./action.ts";
import { ACTION_TYPES } from "./action.ts";
import type { Report } from "./problem.ts";
import { isRecord, reportUnknownFields } from "./problem.ts";

/** An action from untrusted input; problems go to the report. */
export function parseAction(input: unknown, path: string, report: Report): Action | undefined {
  const type = isRecord(input) ? ACTION_TYPES.find((known) => known === input.type) : undefined;
  if (!isRecord(input) || type === undefined) {
    report(`${path}.type`, "unknown_value", `An action needs a type: ${ACTION_TYPES.join(", ")}.`);
    return undefined;
  }
  switch (type) {
    case "call_on_schedule": {
      const scheduleId = readId(input, "scheduleId", path, report);
      return scheduleId === undefined ? undefined : { type, scheduleId };
    }
    case "call_member": {
      const memberId = readId(input, "memberId", path, report);
      return memberId === undefined ? undefined : { type, memberId };
    }
    case "call_primary":
    case "call_all":
    case "call_project":
    case "call_owners":
    case "record_only":
      reportUnknownFields(input, ["type"], path, report);
      return { type };
  }
}

function readId(
  input: Record<string, unknown>,
  key: string,
  path: string,
  report: Report,
): string | undefined {
  reportUnknownFields(input, ["type", key], path, report);
  const id = input[key];
  if (typeof id === "string" && id !== "") return id;
  report(`${path}.${key}`, "missing", `This action reaches nobody without ${key}.`);
  return undefined;
}
