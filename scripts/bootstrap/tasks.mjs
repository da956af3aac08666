/** The commands of package.json and the TypeScript each one runs, relative to the root. */
const TASKS = {
  start: "scripts/start/main.ts",
  test: "scripts/test/main.ts",
  bench: "scripts/bench/main.ts",
  chaos: "scripts/chaos/main.ts",
  deploy: "scripts/deploy.ts",
  fleet: "scripts/fleet/main.ts",
  lint: "scripts/house/main.ts",
  "intake:score": "scripts/intake/main.ts",
  "numbers:tables": "scripts/numbers/tables.ts",
  "numbers:score": "scripts/numbers/score.ts",
  "numbers:sample": "scripts/numbers/sample.ts",
  "numbers:speed": "scripts/numbers/speed.ts",
  "numbers:mutate": "scripts/numbers/mutate.ts",
  "rules:speed": "scripts/rules/main.ts",
  "words:speed": "scripts/words/main.ts",
  "schedules:verify": "scripts/schedules/main.ts",
  "speech:table": "scripts/speech/main.ts",
};

/** The entry of a task, or undefined for a name we do not know. */
export function taskEntry(task) {
  return Object.hasOwn(TASKS, task ?? "") ? TASKS[task] : undefined;
}

/** Every entry, to recognise our own processes among the running ones. */
export function taskEntries() {
  return Object.values(TASKS);
}

export function explainTasks(task) {
  const known = Object.keys(TASKS).join(", ");
  return `${task ? `There is no task "${task}"` : "Say which task to run"}. The tasks are: ${known}.`;
}
