import { relative, sep } from "node:path";
import { directionProblem } from "./direction.ts";
import type { Context, CreateRule, Visitor } from "./oxlint-types.ts";

type ImportNode = Parameters<NonNullable<Visitor["ImportDeclaration"]>>[0];
type Source = Pick<ImportNode["source"], "start" | "end" | "range" | "loc">;

function create(context: Context): Visitor {
  const file = relative(context.cwd, context.filename).split(sep).join("/");
  const check = (source: Source, specifier: string) => {
    const message = directionProblem(file, specifier);
    if (message) context.report({ node: source, message });
  };
  return {
    ImportDeclaration: ({ source }) => check(source, source.value),
    ExportAllDeclaration: ({ source }) => check(source, source.value),
    ExportNamedDeclaration: ({ source }) => source && check(source, source.value),
    TSImportType: ({ source }) => check(source, source.value),
    ImportExpression: ({ source }) => {
      if (source.type === "Literal" && typeof source.value === "string") check(source, source.value);
      const quoted = source.type === "TemplateLiteral" ? source.quasis : [];
      if (quoted.length === 1) check(source, quoted[0]?.value.cooked ?? "");
    },
  };
}

/** Imports run one way: apps → packages, http → objects and services → db, and never between features. */
export const importDirection: CreateRule = { create };
