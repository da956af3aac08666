/** Runs in workerd beside the product: takes statements from the process that started it, and from nobody else. */
export default {
  async fetch(request, env) {
    if (request.headers.get("authorization") !== env.SECRET) return new Response(null, { status: 403 });
    const statements = await request.json();
    try {
      const results = await env.DB.batch(
        statements.map(({ sql, params }) => env.DB.prepare(sql).bind(...params)),
      );
      return Response.json({ ok: true, rows: results.map(({ results: rows }) => rows) });
    } catch (error) {
      return Response.json({ ok: false, reason: String(error) });
    }
  },
};
