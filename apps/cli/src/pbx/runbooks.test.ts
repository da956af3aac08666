import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CountrySwitchSchema,
  DropTokenSchema,
  NewPbxSchema,
  NewTrunkSchema,
  PbxChangeSchema,
  ReasonSchema,
  TrunkChangeSchema,
} from "@callping/contract/api/fleet-control";
import { CallsStoppedWrittenSchema, CountryWrittenSchema } from "@callping/contract/api/caps";
import { PolicyChangeSchema } from "@callping/contract/api/number-policy";
import * as v from "valibot";
import { expect, it } from "vitest";

const FOLDER = join(import.meta.dirname, "../../../../docs/runbooks");

/** What each request of a runbook must be; a path that is none of these does not exist. */
const BODIES: readonly [request: RegExp, body: v.GenericSchema | null][] = [
  [/^GET (""|\/events)$/, null],
  [/^POST \/pbxs$/, NewPbxSchema],
  [/^PATCH \/pbxs\/[a-z0-9-]+$/, PbxChangeSchema],
  [/^POST \/pbxs\/[a-z0-9-]+\/token$/, ReasonSchema],
  [/^DELETE \/pbxs\/[a-z0-9-]+\/token$/, DropTokenSchema],
  [/^POST \/pbxs\/[a-z0-9-]+\/trunks$/, NewTrunkSchema],
  [/^PATCH \/pbxs\/[a-z0-9-]+\/trunks\/[a-z0-9-]+$/, TrunkChangeSchema],
  [/^PUT \/pbxs\/[a-z0-9-]+\/trunks\/[a-z0-9-]+\/countries\/[A-Z]{2}$/, CountrySwitchSchema],
  [/^POST \/canaries$/, ReasonSchema],
  [/^PUT \/prefixes\/[1-9]\d{0,13}$/, CountryWrittenSchema],
  [/^PUT \/organizations\/org_…\/calls$/, CallsStoppedWrittenSchema],
  [/^GET \/organizations\/org_…\/caps$/, null],
  [/^PUT \/number-policy\/(regions\/[A-Z]{2}|deny-prefixes\/[1-9]\d{0,13})$/, PolicyChangeSchema],
];

const requests = readdirSync(FOLDER).flatMap((name) => {
  const text = readFileSync(join(FOLDER, name), "utf8");
  const found = text.matchAll(
    /\b(?:fleet|operator) (GET|POST|PATCH|PUT|DELETE) (""|\/[\w/…-]+)(?:\s+'(\{.*?\})')?/gs,
  );
  return [...found].map(([, method = "", path = "", body]): [string, string, string | undefined] => [
    name,
    `${method} ${path}`,
    body,
  ]);
});

it("has requests to look at", () => {
  expect(requests.length).toBeGreaterThan(20);
});

it.each(requests)("%s: %s is a request that the API takes", (_name, request, body) => {
  const schema = BODIES.find(([shape]) => shape.test(request))?.[1];
  expect(schema).toBeDefined();
  if (!schema) return;
  // A number is shown by its beginning.
  const parsed = v.safeParse(schema, JSON.parse((body ?? "").replaceAll("…", "1234567")));
  expect(parsed.issues?.map((issue) => issue.message)).toBeUndefined();
});
