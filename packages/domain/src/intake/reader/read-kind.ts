import type { Place } from "./places.ts";

/**
 * Whether a request is no alert at all. A short list on purpose, for doubt means firing: Amazon SNS confirmations
 * (they carry a `TopicArn` and a `SubscribeURL`) and GitHub's `ping` after a hook was made.
 */
export function isNotice(root: Place | undefined): boolean {
  const type = root?.fields.get("type")?.value;
  const isSns = root?.fields.has("topicarn") === true && root.fields.has("subscribeurl");
  if (isSns) return type === "SubscriptionConfirmation" || type === "UnsubscribeConfirmation";
  return root !== undefined && ["zen", "hookid", "hook"].every((name) => root.fields.has(name));
}

const TEST_FIELDS = ["istest", "test", "testnotification"] as const;
const TEST_TITLE =
  /\b(test (alert|notification|message|webhook|incident|event)|this is a test|testing webhook)\b|^trigger test\b/i;

/** Whether a tool's own test button sent it. It rings like any other and is announced as a test. */
export function isTest(root: Place | undefined, title: string | null): boolean {
  const flagged = TEST_FIELDS.some((name) => {
    const value = root?.fields.get(name)?.value;
    return value === true || value === "true";
  });
  return flagged || (title !== null && TEST_TITLE.test(title));
}
