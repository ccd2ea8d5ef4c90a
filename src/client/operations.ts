import { type AnyContractProcedure, type AnyContractRouter, isContractProcedure } from '@orpc/contract';

/** Every operation of a contract with its name, as in `campaigns.get`. */
export function operationsOf(
  contract: AnyContractRouter,
  prefix = '',
): { name: string; operation: AnyContractProcedure }[] {
  return Object.entries(contract).flatMap(([name, inner]: [string, AnyContractRouter]) =>
    isContractProcedure(inner)
      ? [{ name: `${prefix}${name}`, operation: inner }]
      : operationsOf(inner, `${prefix}${name}.`),
  );
}
