import { PageQuerySchema } from "@callping/contract/api/configuration";
import {
  ContactChangedSchema,
  ContactDeletedSchema,
  ContactListSchema,
  ContactSchema,
  ContactWrittenSchema,
  NewProjectSchema,
  ProjectChangedSchema,
  ProjectChangeSchema,
  ProjectDeletedSchema,
  ProjectListSchema,
  ProjectSchema,
} from "@callping/contract/api/projects";
import type { RouteRow } from "./route-table.ts";
import { withKey } from "./with-key.ts";

/** The rows of projects, and of contacts: people without an account. */
export const PROJECTS = {
  "GET /api/v1/projects": withKey(
    "projects:read",
    "List projects with their members, endpoints and scenarios, newest first",
    ProjectListSchema,
    { query: PageQuerySchema },
  ),
  "POST /api/v1/projects": withKey("projects:write", "Make a project", ProjectChangedSchema, {
    body: NewProjectSchema,
    answers: { 201: ProjectChangedSchema },
    problems: ["settings_conflict"],
  }),
  "GET /api/v1/projects/:id": withKey("projects:read", "One project", ProjectSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/projects/:id": withKey(
    "projects:write",
    "Rename a project, or say anew whom `call_project` rings; what is left out stays",
    ProjectChangedSchema,
    { body: ProjectChangeSchema, problems: ["not_found"] },
  ),
  "DELETE /api/v1/projects/:id": withKey(
    "projects:write",
    "Delete a project that holds no endpoint, no scenario and no maintenance",
    ProjectDeletedSchema,
    { stepUp: true, problems: ["not_found", "project_in_use"] },
  ),
  "GET /api/v1/contacts": withKey("contacts:read", "List contacts, newest first", ContactListSchema, {
    query: PageQuerySchema,
  }),
  "POST /api/v1/contacts": withKey(
    "contacts:write",
    "Make a contact: somebody without an account, whom `call_member` may name",
    ContactChangedSchema,
    {
      body: ContactWrittenSchema,
      answers: { 201: ContactChangedSchema },
      problems: ["settings_conflict"],
    },
  ),
  "GET /api/v1/contacts/:id": withKey("contacts:read", "One contact", ContactSchema, {
    problems: ["not_found"],
  }),
  "PATCH /api/v1/contacts/:id": withKey("contacts:write", "Rename a contact", ContactChangedSchema, {
    body: ContactWrittenSchema,
    problems: ["not_found"],
  }),
  "DELETE /api/v1/contacts/:id": withKey(
    "contacts:write",
    "Delete a contact whom no scenario calls, with their numbers",
    ContactDeletedSchema,
    { problems: ["not_found", "contact_in_use"] },
  ),
} as const satisfies Record<string, RouteRow>;
