import type { FastifyInstance } from 'fastify';
import type { Needs } from '#kernel/permission';

/**
 * What a route needs of its caller. `operation`: each operation of the API says it; `key`: the endpoint asks for a key
 * itself; `caller`: somebody who is known, and each tool asks for its permission.
 */
export type RouteNeeds = Needs | 'operation' | 'key' | 'caller';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: RouteNeeds;
  }
  interface FastifyInstance {
    /** Every route with what it needs, as `GET /livez`: tests look through them. */
    routeNeeds: Map<string, RouteNeeds>;
  }
}

/** Refuses to mount a route that does not say what it needs: nobody can forget it. */
export function demandPolicies(server: FastifyInstance): void {
  const known = new Map<string, RouteNeeds>();
  server.decorate('routeNeeds', known);
  server.addHook('onRoute', ({ method, url, config }) => {
    for (const name of [method].flat()) {
      if (config?.needs === undefined)
        throw new Error(`the route ${name} ${url} does not say what it needs (config.needs)`);
      known.set(`${name} ${url}`, config.needs);
    }
  });
}
