import type { NumberType } from "libphonenumber-js/max";
import type { RefusalReason } from "./refusals.ts";

export type CallableType = "FIXED_LINE" | "MOBILE" | "FIXED_LINE_OR_MOBILE" | "VOIP";

/** Regions where people have ordinary lines in the range the library calls VOIP. */
const VOIP_REGIONS: ReadonlySet<string> = new Set("AT CZ DE FR JP KR NL PL TR UA".split(" "));

/** Whether a number of this type may be called in this region; an allow list, so that a type yet unknown is refused. */
export function checkType(
  type: NumberType,
  region: string,
): { ok: true; type: CallableType } | { ok: false; reason: RefusalReason } {
  switch (type) {
    case "FIXED_LINE":
    case "MOBILE":
    case "FIXED_LINE_OR_MOBILE":
      return { ok: true, type };
    case "VOIP":
      return VOIP_REGIONS.has(region) ? { ok: true, type } : { ok: false, reason: "internet_number" };
    case "PREMIUM_RATE":
      return { ok: false, reason: "premium_rate" };
    case "TOLL_FREE":
      return { ok: false, reason: "toll_free" };
    case "SHARED_COST":
      return { ok: false, reason: "shared_cost" };
    case "PERSONAL_NUMBER":
      return { ok: false, reason: "personal_number" };
    case "PAGER":
      return { ok: false, reason: "pager" };
    case "VOICEMAIL":
      return { ok: false, reason: "voicemail" };
    case "UAN":
      return { ok: false, reason: "company_number" };
    default:
      return { ok: false, reason: "unknown_type" };
  }
}
