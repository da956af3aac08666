import type { Hono } from "hono";
import type { AppEnv } from "./context.ts";
import { mount } from "./mount.ts";
import { getContact, getContacts, patchContact, postContact, removeContact } from "./routes/contacts.ts";
import { getProject, getProjects, patchProject, postProject, removeProject } from "./routes/projects.ts";

/** Mounts the routes of projects and contacts. */
export function mountProjects(app: Hono<AppEnv>): void {
  mount(app, "GET /api/v1/projects", getProjects);
  mount(app, "POST /api/v1/projects", postProject);
  mount(app, "GET /api/v1/projects/:id", getProject);
  mount(app, "PATCH /api/v1/projects/:id", patchProject);
  mount(app, "DELETE /api/v1/projects/:id", removeProject);
  mount(app, "GET /api/v1/contacts", getContacts);
  mount(app, "POST /api/v1/contacts", postContact);
  mount(app, "GET /api/v1/contacts/:id", getContact);
  mount(app, "PATCH /api/v1/contacts/:id", patchContact);
  mount(app, "DELETE /api/v1/contacts/:id", removeContact);
}
