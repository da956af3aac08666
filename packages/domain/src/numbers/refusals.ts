/** Why a number is refused: stable codes for the API, audit events and translations. */
export const REFUSAL_MESSAGES = {
  invalid_syntax:
    "This is not a full international number. Write + and the country code, then the number, without an extension.",
  emergency_number: "This is an emergency or help-line number. CallPing never calls those.",
  reserved_calling_code:
    "This country code belongs to an international service (free, shared-cost, satellite or premium) or to nobody. CallPing never calls those.",
  service_number: "This is a service number of the North American plan. CallPing never calls those.",
  denied_prefix: "Numbers that begin like this one are on the list of numbers CallPing never calls.",
  invalid_number:
    "No telephone can have this number: its length or its beginning does not exist in that country.",
  not_canonical:
    "This number has extra digits, such as a 0 after the country code. Write it in international form.",
  region_never_called: "CallPing does not call numbers of this country.",
  premium_rate: "This is a premium-rate number. CallPing never calls those.",
  toll_free: "This is a toll-free number. CallPing never calls those.",
  shared_cost: "This is a shared-cost number. CallPing never calls those.",
  personal_number:
    "This is a personal follow-me number, billed like premium rate. CallPing never calls those.",
  pager: "This is a pager. CallPing rings telephones only.",
  voicemail: "This is a voicemail access number. CallPing rings telephones only.",
  company_number:
    "This is a universal access number, often billed specially. Give the direct line or a mobile number.",
  internet_number:
    "Internet telephony numbers of this country are not called. Give a mobile or fixed number.",
  unknown_type: "CallPing cannot tell what kind of number this is, so it does not call it.",
  fiction_number: "This number is reserved for films and documentation and reaches nobody.",
} as const;

export type RefusalReason = keyof typeof REFUSAL_MESSAGES;

export interface Refusal {
  ok: false;
  error: { reason: RefusalReason; message: string };
}

export function refuse(reason: RefusalReason): Refusal {
  return { ok: false, error: { reason, message: REFUSAL_MESSAGES[reason] } };
}
