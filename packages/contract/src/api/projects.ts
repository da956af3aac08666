import * as v from "valibot";
import { idSchema, listOf, TimeSchema } from "./common.ts";

/** Every Desk carries them all. */
export const MOST_PROJECTS = 200;
export const MOST_CONTACTS = 500;
const MOST_MEMBERS = 200;

const Name = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, "A name has at least one character."),
  v.maxLength(120, "A name has at most 120 characters."),
);
const MemberIds = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(60))),
  v.maxLength(MOST_MEMBERS, `A project has at most ${MOST_MEMBERS} members.`),
  v.description("Whom `call_project` rings: all of them, those that are left out belong to it no more"),
);
const nothingElse = v.never("Unknown field.");

/** `POST /api/v1/projects` */
export const NewProjectSchema = v.objectWithRest(
  { name: Name, member_ids: v.optional(MemberIds) },
  nothingElse,
);

/** `PATCH /api/v1/projects/:id`. What is left out stays. */
export const ProjectChangeSchema = v.objectWithRest(
  { name: v.optional(Name), member_ids: v.optional(MemberIds) },
  nothingElse,
);

const Named = v.strictObject({ id: v.string(), name: v.string() });

/** A named group of endpoints, scenarios and members. */
export const ProjectSchema = v.strictObject({
  id: idSchema("prj"),
  name: v.string(),
  members: v.array(Named),
  endpoints: v.array(Named),
  scenarios: v.array(Named),
  created_at: TimeSchema,
});
export type ProjectView = v.InferOutput<typeof ProjectSchema>;
export const ProjectListSchema = listOf(ProjectSchema);

const inEffect = {
  in_effect: v.pipe(
    v.boolean(),
    v.description("false: it is stored, but a desk could not be told; it takes effect within a minute"),
  ),
};
export const ProjectChangedSchema = v.strictObject({ project: ProjectSchema, ...inEffect });
export type ProjectChanged = v.InferOutput<typeof ProjectChangedSchema>;
export const ProjectDeletedSchema = v.strictObject({ id: idSchema("prj"), ...inEffect });
export type ProjectDeleted = v.InferOutput<typeof ProjectDeletedSchema>;

/** `POST` and `PATCH /api/v1/contacts` */
export const ContactWrittenSchema = v.objectWithRest({ name: Name }, nothingElse);

/** Somebody who is rung and has no account. Named by `call_member` like a member. */
export const ContactSchema = v.strictObject({
  id: idSchema("con"),
  name: v.string(),
  reachable: v.pipe(
    v.boolean(),
    v.description("Has a number that is enabled and that they agreed to by a key"),
  ),
  created_at: TimeSchema,
});
export type ContactView = v.InferOutput<typeof ContactSchema>;
export const ContactListSchema = listOf(ContactSchema);
export const ContactChangedSchema = v.strictObject({ contact: ContactSchema, ...inEffect });
export type ContactChanged = v.InferOutput<typeof ContactChangedSchema>;
export const ContactDeletedSchema = v.strictObject({ id: idSchema("con"), ...inEffect });
export type ContactDeleted = v.InferOutput<typeof ContactDeletedSchema>;
