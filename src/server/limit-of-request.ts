import { StandardOpenAPIMatcher } from '@orpc/openapi/standard';
import type { FastifyRequest } from 'fastify';
import type { OperationMeta } from '#kernel/operation';
import { API_PREFIX } from '#platform/http/api';
import { type LimitClass, limitClassOf } from '#platform/http/rate-limit/limit-class';
import { apiRouter } from './router.ts';

/**
 * Finds the limit that a request counts for: the one of its operation, found as the API itself finds it, so that no
 * other spelling of an address leads past it. Undefined for `/v1`, which counts by key, and for health.
 */
export function classFinder(): (request: FastifyRequest) => Promise<LimitClass | undefined> {
  const matcher = new StandardOpenAPIMatcher();
  matcher.init(apiRouter);
  return async ({ method, url, routeOptions }) => {
    if (routeOptions.url === '/livez' || routeOptions.url === '/readyz') return undefined;
    if (routeOptions.url?.startsWith('/v1/') === true) return undefined;
    if (routeOptions.url !== `${API_PREFIX}/*`) return 'api';
    const path = new URL(url, 'http://localhost').pathname.replace(API_PREFIX, '').replaceAll(/^\/|\/$/g, '');
    const found = await matcher.match(method, `/${path}`);
    if (found === undefined) return 'api';
    return limitClassOf(found.procedure['~orpc'].meta as OperationMeta);
  };
}
