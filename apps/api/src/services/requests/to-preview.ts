import type { PreviewEvent } from "@callping/contract/api/intake";
import type { IncomingEvent } from "@callping/domain/intake/event";

/** An event as the intake's preview shows it. */
export function toPreview(event: IncomingEvent & { confidence?: number }): PreviewEvent {
  return {
    state: event.state,
    severity: event.severity,
    severity_source: event.severitySource,
    title: event.title,
    title_source: event.titleSource,
    message: event.message,
    dedup_key: event.dedupKey,
    url: event.url,
    tool: event.tool,
    confidence: event.confidence ?? null,
  };
}
