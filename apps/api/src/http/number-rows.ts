import { NumberListSchema, PageQuerySchema } from "@callping/contract/api/configuration";
import {
  CodeTypedSchema,
  NewNumberSchema,
  NumberChangedSchema,
  NumberChangeSchema,
  NumberDeletedSchema,
  NumberDetailSchema,
  VerificationAskedSchema,
  VerificationBegunSchema,
} from "@callping/contract/api/numbers";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of numbers of members and contacts, and of proving that they may ring. */
export const NUMBERS = {
  "GET /api/v1/numbers": withKey("numbers:read", "List the numbers that can be rung", NumberListSchema, {
    query: PageQuerySchema,
  }),
  "POST /api/v1/numbers": withKey(
    "numbers:write",
    "Add a number to a member or a contact; it rings once it is verified",
    NumberChangedSchema,
    {
      stepUp: true,
      body: NewNumberSchema,
      answers: { 201: NumberChangedSchema },
      problems: ["not_found", "number_refused", "settings_conflict"],
    },
  ),
  "GET /api/v1/numbers/:id": withKey(
    "numbers:read",
    "One number: whether it is verified, who agreed, and what holds calls to it now",
    NumberDetailSchema,
    { problems: ["not_found"] },
  ),
  "PATCH /api/v1/numbers/:id": withKey(
    "numbers:write",
    "Change a number; what is left out stays. Another number must be verified anew",
    NumberChangedSchema,
    {
      stepUp: true,
      body: NumberChangeSchema,
      problems: ["not_found", "number_refused", "settings_conflict"],
    },
  ),
  "DELETE /api/v1/numbers/:id": withKey(
    "numbers:write",
    "Delete a number; the person's next one becomes the primary",
    NumberDeletedSchema,
    { stepUp: true, problems: ["not_found"] },
  ),
  "POST /api/v1/numbers/:id/verification": withKey(
    "numbers:write",
    "Ring a number to verify it: a member hears a code, a contact is asked to press 1",
    VerificationBegunSchema,
    {
      stepUp: true,
      body: VerificationAskedSchema,
      answers: { 202: VerificationBegunSchema },
      limit: "code_calls",
      problems: [
        "not_found",
        "settings_conflict",
        "number_refused",
        "number_objected",
        "code_call_at_night",
        "code_call_limited",
        "code_call_unavailable",
      ],
    },
  ),
  "POST /api/v1/numbers/:id/verification/confirm": withKey(
    "numbers:write",
    "Type the code that was heard: the number is verified, and alerts ring it",
    NumberChangedSchema,
    { body: CodeTypedSchema, problems: ["not_found", "wrong_code", "no_code"] },
  ),
} as const satisfies Record<string, RouteRow>;
