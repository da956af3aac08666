import SvoxPico, { type PicoModule } from "@echogarden/svoxpico-wasm";

/**
 * Instantiates the compiled module. workerd forbids compiling WASM from bytes, so the instance is given; the
 * build tells emscripten that it is in a browser (see `define` in wrangler.jsonc), where it asks for no files.
 */
export async function instantiatePico(wasm: WebAssembly.Module): Promise<PicoModule> {
  return SvoxPico({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(wasm, imports);
      receive(instance, wasm);
      return instance.exports;
    },
    print: () => undefined,
    printErr: () => undefined,
  });
}
