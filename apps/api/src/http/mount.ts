import type { Hono } from "hono";
import { requireApiKey } from "./api-key.ts";
import type { AppEnv, Handler } from "./context.ts";
import { ROUTES } from "./route-table.ts";
import type { RouteKey, RouteRow } from "./route-table.ts";

/** Mounts a route with the authentication and scope that its row demands; there is no other way in. */
export function mount(app: Hono<AppEnv>, key: RouteKey, handler: Handler): void {
  const row: RouteRow = ROUTES[key];
  const [method = "", path = ""] = key.split(" ");
  if (row.auth === "api_key") app.on(method, path, requireApiKey(row.scope), handler);
  else app.on(method, path, handler);
}

/**
 * Compares what is mounted with the table.
 * @throws when a route has no row or a row no route. Middleware on every path is no route.
 */
export function assertRouteTable(app: Hono<AppEnv>): void {
  const mounted = new Set(
    app.routes.filter((route) => !/^\/?\*$/.test(route.path)).map((route) => `${route.method} ${route.path}`),
  );
  const rows = new Set<string>(Object.keys(ROUTES));
  const stray = [
    ...[...mounted].filter((key) => !rows.has(key)),
    ...[...rows].filter((key) => !mounted.has(key)),
  ];
  if (stray.length > 0) throw new Error(`routes and route table differ: ${stray.join(", ")}`);
}
