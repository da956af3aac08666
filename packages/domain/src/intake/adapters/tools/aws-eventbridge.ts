import type { Adapter } from "../engine/adapter.ts";

/** Amazon EventBridge: CloudWatch alarms, AWS Health, pipelines and the rest of AWS, told apart by `detail-type`. */
export const eventbridge: Adapter = {
  tool: "aws-eventbridge",
  detect: [{ has: ["detail-type", "detail", "source"] }],
  state: [
    { from: "detail-type", is: { notice: "cloudwatch alarm configuration change" } },
    { from: "detail.state.value", is: { firing: "alarm", resolved: "ok", notice: "insufficient_data" } },
    {
      from: "detail.state",
      is: {
        firing: "failed|stopped|canceled|timed_out",
        notice: "started|resumed|pending|running|queued",
        resolved: "succeeded",
      },
    },
    { from: "detail.statusCode", is: { firing: "open|upcoming", resolved: "closed" } },
    { from: "detail.eventTypeCategory", is: { notice: "scheduledchange|accountnotification" } },
  ],
  severity: [
    { from: "detail.state.value", is: { critical: "alarm", minor: "insufficient_data" } },
    { from: "detail.severity", atLeast: { info: 0, minor: 4, major: 7, critical: 9 } },
    { from: "detail.findings[0].Severity.Label" },
  ],
  title: [
    "{detail-type}: {detail.alarmName} {detail.operation}",
    "{detail.alarmName}: {detail.configuration.description|detail.state.reason}",
    "{detail-type}: {detail.alarmName|detail.pipeline|detail.project-name|detail.jobName|detail.title} {detail.state|detail.build-status|detail.status}",
    "{detail.title}",
    "{detail.eventDescription[0].latestDescription}",
    "{detail-type}",
  ],
  dedup: [
    "{source}/{resources[0]}",
    "{source}/{detail-type}/{detail.AutoScalingGroupName|detail.pipeline|detail.project-name|detail.eventArn|detail.id}",
  ],
};
