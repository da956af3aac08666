// The types of oxlint's plugin API, which it exports only through its rule tester.
import type { RuleTester } from "oxlint/plugins-dev";

type Rule = Parameters<RuleTester["run"]>[1];
export type CreateRule = Exclude<Rule, { createOnce: unknown }>;
export type Context = Parameters<CreateRule["create"]>[0];
export type Visitor = ReturnType<CreateRule["create"]>;
