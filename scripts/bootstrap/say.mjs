// Words for the person at the terminal. They go to stderr: stdout belongs to the task.

/** One line of progress. */
export function say(line) {
  process.stderr.write(`callping: ${line}\n`);
}

/** Says what went wrong and answers the exit code for it. */
export function sayProblem(problem) {
  process.stderr.write(`\n${problem.trimEnd()}\n\n`);
  return 1;
}
