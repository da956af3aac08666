/** Beginnings and phrases by which tools without state fields announce an end (Gatus, TrueNAS, Uptime Kuma). */
const ENDS = [
  /^\W{0,4}(resolved|recovered|recovery|cleared)\b\s*[:\]-]/i,
  /^\W{0,4}(\[[^\]]{1,80}\]\s{0,3})?\[(resolved|recovered|ok|up|closed|cleared)\]/i,
  /\b(alert|incident|problem|issue|outage|alarm|monitor|check)\b.{0,120}\b(has been|have been|was|is now) (resolved|cleared|closed|restored)\b/i,
  /\b(has|have) recovered\b/i,
];
/** Words by which the same text may speak of something that is not over. */
const DOUBTS =
  /\b(firing|triggered|alerting|new alert|new problem|alarm|not|never|still|again|re-?opened|unresolved|unable|could|couldn't|cannot|can't|until|unless|if|when|before|should|will|fail\w*|errors?|critical|wrong\w*|incorrect\w*|unexpected\w*|expired|exceed\w*|broken|down)\b|\[(firing|problem|alert)/i;

/** Whether a text without any state field announces an end beyond doubt. */
export function textSaysResolved(text: string): boolean {
  const start = text.slice(0, 500);
  return ENDS.some((end) => end.test(start)) && !DOUBTS.test(start);
}
