import type { TestProject } from "vitest/node";
import type { Statement } from "@callping/api/db/statement";
import { freePort, Installation } from "../harness/installation.ts";
import { seedOrganization, type TestOrganization } from "../harness/organizations.ts";
import { CAST } from "./cast.ts";

declare module "vitest" {
  export interface ProvidedContext {
    stage: Stage;
  }
}

/** What every acceptance test gets: one running installation, and an organization for each role. */
export interface Stage {
  api: string;
  smtp: string;
  portal: string;
  /** Where what is mailed is shown. */
  mail: string;
  /** An operator's key. */
  operatorKey: string;
  controllerPort: number;
  stateDir: string;
  recordings: string;
  organizations: Record<string, TestOrganization>;
}

/** Starts one installation for all acceptance tests and stops it when they are done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const organizations: Record<string, TestOrganization> = {};
  const controllerPort = await freePort();
  const installation = new Installation({
    controllerPort,
    seed: async (secrets) => {
      const statements: Statement[] = [];
      for (const { name, number, spec } of CAST) {
        const seeded = await seedOrganization(name, number, spec, secrets);
        organizations[name] = seeded.organization;
        statements.push(...seeded.statements);
      }
      return statements;
    },
  });
  const ready = await installation.start();
  const { stateDir, recordings } = installation;
  project.provide("stage", {
    api: ready.urls.api,
    smtp: ready.urls.smtp,
    portal: ready.urls.portal,
    mail: ready.urls.mail,
    operatorKey: ready.operatorKey,
    controllerPort,
    stateDir,
    recordings,
    organizations,
  });
  return () => installation.remove();
}
