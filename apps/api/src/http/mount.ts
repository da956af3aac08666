import type { Hono } from "hono";
import type { AppEnv, Handler } from "./context.ts";
import { requireCaller } from "./require-caller.ts";
import { requireSession, requireVisitor } from "./require-session.ts";
import { ROUTES } from "./route-table.ts";
import type { RouteKey, RouteRow } from "./route-table.ts";

/** Mounts a route behind what its row demands: who calls, with which scope or role, and whether they showed it again. */
export function mount(app: Hono<AppEnv>, key: RouteKey, handler: Handler): void {
  const row: RouteRow = ROUTES[key];
  const [method = "", path = ""] = key.split(" ");
  switch (row.auth) {
    case "key_or_session":
      return void app.on(method, path, requireCaller(row), handler);
    case "session":
      return void app.on(method, path, requireSession(row), handler);
    case "visitor":
      return void app.on(method, path, requireVisitor, handler);
    default:
      return void app.on(method, path, handler);
  }
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
