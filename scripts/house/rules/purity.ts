import { relative, sep } from "node:path";
import type { Context, CreateRule, Visitor } from "./oxlint-types.ts";
import { placeOf } from "./places.ts";

/** Globals that are not part of the language but compute the same everywhere, from their arguments alone. */
const PURE_GLOBALS = new Set([
  "URL",
  "URLSearchParams",
  "TextEncoder",
  "TextDecoder",
  "structuredClone",
  "atob",
  "btoa",
  "undefined",
]);
/** Parts of the language that read the clock, the machine or chance. */
const IMPURE_MEMBERS = new Map([
  ["Date", ["now"]],
  ["Math", ["random"]],
  ["Temporal", ["Now"]],
]);
const IMPURE_LANGUAGE = new Set(["globalThis", "eval", "Function"]);
/** `date.getHours()` answers in the machine's own time zone. */
const LOCAL_TIME =
  /^(get|set)(FullYear|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds)$|^getTimezoneOffset$/;
const WHY = "packages/domain is a function of (state, event, now): pass it in.";

type Node = Parameters<NonNullable<Visitor["Identifier"]>>[0];
type Member = Parameters<NonNullable<Visitor["MemberExpression"]>>[0];
type Ranged = NonNullable<Parameters<Context["report"]>[0]["node"]>;

/** A type may be named: only values run. */
function isTypeOnly(node: Node): boolean {
  const parent = node.parent.type;
  return (
    parent === "TSTypeReference" ||
    parent === "TSTypeQuery" ||
    parent === "TSQualifiedName" ||
    parent.startsWith("TSInterface") ||
    parent === "TSClassImplements"
  );
}

/** `Date.UTC(…)`, `new Date(at)`, `at instanceof Date`: every other use hides the member that is taken later. */
function isUsedInPlace(node: Node): boolean {
  const { parent } = node;
  switch (parent.type) {
    case "MemberExpression":
      return parent.object === node && memberName(parent) !== undefined;
    case "NewExpression":
    case "CallExpression":
      return parent.callee === node;
    case "BinaryExpression":
      return parent.operator === "instanceof" && parent.right === node;
    default:
      return false;
  }
}

function memberName({ computed, property }: Member): string | undefined {
  if (property.type === "Literal") return typeof property.value === "string" ? property.value : undefined;
  return !computed && property.type === "Identifier" ? property.name : undefined;
}

function create(context: Context): Visitor {
  const place = placeOf(relative(context.cwd, context.filename).split(sep).join("/"));
  if (place.side !== "domain" || !place.isProduct) return {};
  const report = (node: Ranged, what: string) =>
    context.report({ node, message: `${what} is not pure. ${WHY}` });
  return {
    Program: () => {
      const { globalScope } = context.sourceCode.scopeManager;
      const unknown = globalScope?.through ?? [];
      const known = (isAsked: (name: string) => boolean) =>
        globalScope?.variables.filter(({ name }) => isAsked(name)).flatMap(({ references }) => references) ??
        [];
      for (const { identifier } of [...unknown, ...known((name) => IMPURE_LANGUAGE.has(name))]) {
        if (identifier.type !== "Identifier" || PURE_GLOBALS.has(identifier.name)) continue;
        if (!isTypeOnly(identifier)) report(identifier, identifier.name);
      }
      for (const { identifier } of known((name) => IMPURE_MEMBERS.has(name))) {
        if (identifier.type !== "Identifier" || isTypeOnly(identifier) || isUsedInPlace(identifier)) continue;
        report(identifier, `${identifier.name} under another name`);
      }
    },
    MemberExpression: (node) => {
      const member = memberName(node);
      if (member === undefined) return;
      const owner = node.object.type === "Identifier" ? node.object.name : "";
      if (IMPURE_MEMBERS.get(owner)?.includes(member)) report(node, `${owner}.${member}`);
      if (LOCAL_TIME.test(member)) report(node, `.${member} (the machine's time zone)`);
    },
    NewExpression: (node) => {
      const isDate = node.callee.type === "Identifier" && node.callee.name === "Date";
      if (isDate && node.arguments.length === 0) report(node, "new Date() without an argument");
    },
    CallExpression: (node) => {
      if (node.callee.type === "Identifier" && node.callee.name === "Date") report(node, "Date()");
    },
  };
}

/** packages/domain has no clock, no chance, no input and no output. */
export const purity: CreateRule = { create };
