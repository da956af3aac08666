import { createId } from "@callping/contract/ids";

type Fields = Record<string, unknown>;

/** Gives layers and overrides that came without an id one; everything else stays as it came, right or wrong. */
export function withIds(input: unknown): unknown {
  if (!isFields(input)) return input;
  return {
    ...input,
    ...("layers" in input && { layers: fill(input["layers"], () => createId("layer")) }),
    ...("overrides" in input && { overrides: fill(input["overrides"], () => createId("override")) }),
  };
}

function fill(list: unknown, newId: () => string): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown) =>
    isFields(item) && item["id"] === undefined ? { id: newId(), ...item } : item,
  );
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
