import { EXIT, type Exit } from "../exit.ts";
import { check } from "./check.ts";
import { config } from "./config.ts";

/** The world around the command. */
export interface PbxPorts {
  env: Readonly<Record<string, string | undefined>>;
  print: (text: string) => void;
  complain: (text: string) => void;
}

/** `callping pbx …`: what an operator does with PBXs. */
export async function pbx([verb, ...args]: readonly string[], ports: PbxPorts): Promise<Exit> {
  if (verb === "config") return config(args, ports);
  if (verb === "check") return check(args, ports);
  ports.complain(`callping pbx knows config and check${verb === undefined ? "" : `, not "${verb}"`}.`);
  return EXIT.usage;
}
