import type { Adapter } from "../engine/adapter.ts";

/** CloudWatch alarms through Amazon SNS (also as AWS Lambda hands them on), and SNS' own confirmations. */
export const cloudwatch: Adapter = {
  tool: "aws-sns",
  detect: [
    { has: ["TopicArn", "Type", "MessageId"] },
    { has: ["AlarmName", "NewStateValue"] },
    { has: ["Sns.Message"] },
    { has: ["Message"], is: { "header:x-amz-sns-message-type": /./ } },
  ],
  state: [
    { from: "Type", is: { notice: "subscriptionconfirmation|unsubscribeconfirmation" } },
    ...["Message.NewStateValue", "NewStateValue", "Sns.Message.NewStateValue"].map((from) => ({
      from,
      is: { firing: "alarm", resolved: "ok", notice: "insufficient_data" },
    })),
  ],
  severity: ["Message.NewStateValue", "NewStateValue", "Sns.Message.NewStateValue"].map((from) => ({
    from,
    is: { critical: "alarm", minor: "insufficient_data" },
  })),
  title: [
    "{Message.Event Source:words} {Message.Source ID}: {Message.Event Message}",
    "{Subject|Sns.Subject}",
    "{Message.AlarmName|AlarmName|Sns.Message.AlarmName}: {Message.AlarmDescription|AlarmDescription|Sns.Message.AlarmDescription|Message.NewStateReason|NewStateReason|Sns.Message.NewStateReason}",
  ],
  dedup: [
    "{Message.AlarmArn|AlarmArn|Sns.Message.AlarmArn}",
    "alarm:{Message.AWSAccountId}/{Message.Region}/{Message.AlarmName}",
  ],
};
