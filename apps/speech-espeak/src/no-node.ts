/** Stands for Node's `module` in the bundle: emscripten imports it only where it finds Node, which it never does in a Worker. */
export function createRequire(): never {
  throw new Error("eSpeak looked for Node inside a Worker");
}
