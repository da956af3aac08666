export const CERTIFICATE_URL = `https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-${"0a".repeat(16)}.pem`;
export const TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms";

export interface Message {
  Type: string;
  [field: string]: unknown;
}

/** A message of Amazon SNS with the fields that its type has. */
export function messageOf(Type: string, more: Record<string, unknown> = {}): Message {
  const isAlert = Type === "Notification";
  return {
    Type,
    MessageId: "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
    TopicArn: TOPIC,
    ...(isAlert && { Subject: "ALARM: disk" }),
    ...(!isAlert && {
      Token: "2336412f37f",
      SubscribeURL: `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37f`,
    }),
    Message: isAlert
      ? '{"title":"Disk is full on db-1","severity":"critical"}'
      : "You have chosen to subscribe …",
    Timestamp: "2026-01-31T08:15:30.123Z",
    SignatureVersion: "1",
    SigningCertURL: CERTIFICATE_URL,
    ...more,
  };
}

/** Signs as Amazon SNS does: RSA over names and values, a line each. `key`: PKCS #8, PEM. */
export async function sign(message: Message, key: string): Promise<Message> {
  const der = atob(key.replaceAll(/-----[A-Z ]+-----|\s/g, ""));
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    hash: message["SignatureVersion"] === "2" ? "SHA-256" : "SHA-1",
  };
  const bytes = Uint8Array.from(der, (character) => character.charCodeAt(0));
  const imported = await crypto.subtle.importKey("pkcs8", bytes, algorithm, false, ["sign"]);
  const names =
    message.Type === "Notification"
      ? ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"]
      : ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];
  const lines = names.filter((name) => name in message).map((name) => `${name}\n${String(message[name])}\n`);
  const signed = new TextEncoder().encode(lines.join(""));
  const signature = new Uint8Array(await crypto.subtle.sign(algorithm.name, imported, signed));
  return { ...message, Signature: btoa(String.fromCharCode(...signature)) };
}

/** Amazon's hosts: what was asked for, and what they answer. */
export class Amazon {
  asked: { url: string; redirect: string | undefined }[] = [];
  answers = new Map<string, () => Response>();

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    this.asked.push({ url, redirect: init.redirect });
    const answer = this.answers.get(url) ?? this.answers.get(new URL(url).origin);
    if (answer === undefined) throw new Error("no such host");
    return answer();
  };

  reset(): void {
    this.asked = [];
    this.answers.clear();
  }
}
