// Loaded before every test file: properties draw the same examples on every run. fast-check prints the seed
// and the path to the counterexample when one fails.
import fc from "fast-check";
import { FAST_CHECK_SEED } from "./projects.ts";

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(process.env.FAST_CHECK_SEED ?? FAST_CHECK_SEED),
});
