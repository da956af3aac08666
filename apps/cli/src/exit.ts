/** What the command's exit code says; continuous integration decides by it. */
export const EXIT = { asExpected: 0, differs: 1, usage: 2, noAnswer: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];
