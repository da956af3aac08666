/** A copy of a row without some of its columns. */
export function without<Row extends object, Key extends keyof Row & string>(
  row: Row,
  ...keys: readonly Key[]
): Omit<Row, Key> {
  const dropped: readonly string[] = keys;
  const kept = Object.entries(row).filter(([name]) => !dropped.includes(name));
  // Object.fromEntries forgets the types of what it keeps.
  return Object.fromEntries(kept) as Omit<Row, Key>;
}
