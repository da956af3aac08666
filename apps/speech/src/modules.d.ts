declare module "@echogarden/svoxpico-wasm" {
  /** The part of the emscripten module that Pico needs: its C functions by name (picoapi.h), memory and files. */
  export interface PicoModule {
    HEAPU8: Uint8Array;
    FS: { writeFile(path: string, data: Uint8Array): void; unlink(path: string): void };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
    _pico_initialize(memory: number, bytes: number, outSystem: number): number;
    _pico_loadResource(system: number, fileName: number, outResource: number): number;
    _pico_getResourceName(system: number, resource: number, outName: number): number;
    _pico_createVoiceDefinition(system: number, voice: number): number;
    _pico_addResourceToVoiceDefinition(system: number, voice: number, resourceName: number): number;
    _pico_newEngine(system: number, voice: number, outEngine: number): number;
    _pico_resetEngine(engine: number, mode: number): number;
    _pico_putTextUtf8(engine: number, text: number, bytes: number, outBytesPut: number): number;
    _pico_getData(engine: number, buffer: number, bytes: number, outBytes: number, outType: number): number;
  }
  interface Options {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): WebAssembly.Exports;
    print(text: string): void;
    printErr(text: string): void;
  }
  const SvoxPico: (options: Options) => Promise<PicoModule>;
  export default SvoxPico;
}

declare module "@echogarden/svoxpico-wasm/svoxpico.wasm" {
  const module: WebAssembly.Module;
  export default module;
}

declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}
