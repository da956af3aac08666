/** One line of the table: what was promised, what was seen, and whether it held. */
export interface Finding {
  promise: string;
  seen: string;
  held: boolean;
}
