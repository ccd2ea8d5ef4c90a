import type { Actor } from '#kernel/actor';
import { contextFor } from '#flows/index';
import type { House } from './house.ts';
import type { ApiContext } from './router.ts';

/** The context of one request: who acts, a log whose lines carry the request's id, and where its briefs find pictures. */
export function apiContext(house: House, request: { requestId: string; actor: Actor }): ApiContext {
  const { requestId, actor } = request;
  return {
    ...contextFor(house, actor),
    log: house.log.child({ reqId: requestId }),
    requestId,
    assetRoot: house.config.briefsDir,
  };
}
