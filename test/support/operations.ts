import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import type { OperationMeta } from '#kernel/operation';
import { API_PREFIX } from '#platform/http/api';
import { apiContract } from '#client/contract';

/** An operation of the API as a request. */
export interface ApiOperation extends OperationMeta {
  /** As in `campaigns.get`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With the prefix, and `{id}` where something is named. */
  readonly path: string;
}

/** Every operation of the contract. */
export function listOperations(contract: AnyContractRouter = apiContract, prefix = ''): ApiOperation[] {
  return Object.entries(contract).flatMap(([name, inner]) => {
    if (!isContractProcedure(inner)) return listOperations(inner as AnyContractRouter, `${prefix}${name}.`);
    const { meta, route } = inner['~orpc'];
    const method = route.method as ApiOperation['method'];
    const path = `${API_PREFIX}${route.path ?? ''}`;
    return [{ ...(meta as OperationMeta), name: `${prefix}${name}`, method, path }];
  });
}
