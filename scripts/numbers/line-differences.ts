/** Lines that one text has and the other has not, `- ` and `+ ` before them; order does not count. */
export function lineDifferences(before: string, after: string): string[] {
  const [old, fresh] = [before.split("\n"), after.split("\n")];
  const [oldSet, freshSet] = [new Set(old), new Set(fresh)];
  return [
    ...old.filter((line) => !freshSet.has(line)).map((line) => `- ${line}`),
    ...fresh.filter((line) => !oldSet.has(line)).map((line) => `+ ${line}`),
  ];
}
