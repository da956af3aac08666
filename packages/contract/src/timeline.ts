/** The timeline's union lives in the domain, whose state machine writes it; the API shows it as it is. */
export type * from "@callping/domain/alerts/timeline";
