import type { PicoModule } from "@echogarden/svoxpico-wasm";

/** Reads and writes in the module's memory. Views are made anew each time: memory that grows replaces its buffer. */
export function picoMemory(pico: PicoModule) {
  const view = () => new DataView(pico.HEAPU8.buffer);
  return {
    int32: (pointer: number) => view().getInt32(pointer, true),
    int16: (pointer: number) => view().getInt16(pointer, true),
    bytes: (pointer: number, length: number) => pico.HEAPU8.slice(pointer, pointer + length),
    /** A zero-terminated UTF-8 copy; the caller frees it. `length` counts the zero. */
    text(text: string): { pointer: number; length: number } {
      const bytes = new TextEncoder().encode(`${text}\0`);
      const pointer = pico._malloc(bytes.length);
      pico.HEAPU8.set(bytes, pointer);
      return { pointer, length: bytes.length };
    },
  };
}
