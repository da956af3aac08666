/** RFC 9457 problem document: `detail` says what happened, what it means for the alert and what to do. */
export function problem(status: number, code: string, title: string, detail: string): Response {
  return Response.json(
    { type: `https://callping.app/docs/errors#${code}`, title, status, code, detail },
    { status, headers: { "content-type": "application/problem+json" } },
  );
}
