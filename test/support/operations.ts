import type { AnyContractRouter } from '@orpc/contract';
import type { OperationMeta } from '#kernel/operation';
import { API_PREFIX } from '#platform/http/api';
import { apiContract } from '#client/contract';
import { operationsOf } from '#client/operations';

/** An operation of the API as a request. */
export interface ApiOperation extends OperationMeta {
  /** As in `campaigns.get`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With the prefix, and `{id}` where something is named. */
  readonly path: string;
}

/** Every operation of the contract. */
export function listOperations(contract: AnyContractRouter = apiContract): ApiOperation[] {
  return operationsOf(contract).map(({ name, operation }) => {
    const { meta, route } = operation['~orpc'];
    const method = route.method as ApiOperation['method'];
    return { ...(meta as OperationMeta), name, method, path: `${API_PREFIX}${route.path ?? ''}` };
  });
}
