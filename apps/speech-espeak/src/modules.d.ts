declare module "*/dist/espeak-ng.js" {
  /** The part of the emscripten module that is used: eSpeak's own worker object. */
  export interface EspeakWorker {
    /** 0 when there is such a voice. */
    set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
    set_rate(wordsAMinute: number): void;
    set_pitch(pitch: number): void;
    set_range(range: number): void;
    get_samplerate(): number;
    /** Runs to its end; the callback gets the samples piece by piece and stops it by `true`. */
    synthesize(words: string, receive: (samples: Int16Array) => boolean): void;
  }
  export interface EspeakModule {
    eSpeakNGWorker: new () => EspeakWorker;
  }
  interface Options {
    getPreloadedPackage(name: string, bytes: number): ArrayBuffer;
    print(text: string): void;
    printErr(text: string): void;
  }
  const espeak: (options: Options) => Promise<EspeakModule>;
  export default espeak;
}

/** The whole package, for tests on Node: files of its own, and what it would say in phonemes. */
declare module "@echogarden/espeak-ng-emscripten" {
  interface WholeWorker {
    set_voice(name: string, language: string, gender: number, age: number, variant: number): number;
    synthesize_ipa(words: string): { ipa: string };
  }
  interface WholeModule {
    FS: { readFile(path: string): Uint8Array; writeFile(path: string, data: Uint8Array): void };
    eSpeakNGWorker: new () => WholeWorker;
  }
  const espeak: (options: {
    getPreloadedPackage(name: string, bytes: number): ArrayBuffer;
    print(text: string): void;
    printErr(text: string): void;
  }) => Promise<WholeModule>;
  export default espeak;
}

declare module "*.bin" {
  const bytes: ArrayBuffer;
  export default bytes;
}
