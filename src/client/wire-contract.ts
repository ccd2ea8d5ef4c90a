import type { AnyContractRouter } from '@orpc/contract';
import type { z } from 'zod';
import { apiContract } from './contract.ts';
import { datePlanOf } from './date-plan.ts';
import { operationsOf } from './operations.ts';
import type { DatePlan } from './revive-dates.ts';

/** How an operation goes over the wire; the rest of its route is for the reference. */
interface WireProcedure {
  readonly '~orpc': {
    readonly errorMap: Readonly<Record<string, never>>;
    readonly meta: Readonly<Record<string, never>>;
    readonly route: Readonly<Record<string, unknown>>;
  };
}

/**
 * What a client needs of the contract, as plain data without schemas. A build for browsers computes it once and leaves
 * contracts and their library out (`web/build/wire-contract.ts`).
 */
export interface WireContract {
  readonly router: Readonly<Record<string, Readonly<Record<string, WireProcedure>>>>;
  /** By `noun.verb`. */
  readonly dates: Readonly<Record<string, DatePlan>>;
}

const ON_THE_WIRE = ['method', 'path', 'inputStructure', 'outputStructure', 'successStatus'] as const;

function toWire(contract: AnyContractRouter): WireContract {
  const dates: Record<string, DatePlan> = {};
  const router: Record<string, Record<string, WireProcedure>> = {};
  for (const { name, operation } of operationsOf(contract)) {
    const [noun = '', verb = ''] = name.split('.');
    const { route, outputSchema } = operation['~orpc'];
    const plan = outputSchema === undefined ? undefined : datePlanOf(outputSchema as z.core.$ZodType);
    if (plan !== undefined) dates[name] = plan;
    const kept = ON_THE_WIRE.flatMap((part) => (route[part] === undefined ? [] : [[part, route[part]]]));
    const wired = { '~orpc': { errorMap: {}, meta: {}, route: Object.fromEntries(kept) as object } };
    router[noun] = { ...router[noun], [verb]: wired as WireProcedure };
  }
  return { router, dates };
}

export const wireContract: WireContract = toWire(apiContract);
