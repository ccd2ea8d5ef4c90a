import { isContractProcedure } from '@orpc/contract';
import { apiContract } from './contract.ts';
import { datePlanOf } from './date-plan.ts';
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

function toWire(contract: Readonly<Record<string, Readonly<Record<string, unknown>>>>): WireContract {
  const dates: Record<string, DatePlan> = {};
  const router = Object.fromEntries(
    Object.entries(contract).map(([noun, verbs]) => [
      noun,
      Object.fromEntries(
        Object.entries(verbs).map(([verb, procedure]) => {
          if (!isContractProcedure(procedure)) throw new Error(`${noun}.${verb} is no operation`);
          const { route, outputSchema } = procedure['~orpc'];
          const plan = outputSchema === undefined ? undefined : datePlanOf(outputSchema as never);
          if (plan !== undefined) dates[`${noun}.${verb}`] = plan;
          const kept = ON_THE_WIRE.flatMap((name) =>
            route[name] === undefined ? [] : [[name, route[name]]],
          );
          return [verb, { '~orpc': { errorMap: {}, meta: {}, route: Object.fromEntries(kept) as object } }];
        }),
      ) as Record<string, WireProcedure>,
    ]),
  );
  return { router, dates };
}

export const wireContract: WireContract = toWire(apiContract);
