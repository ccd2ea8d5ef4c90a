import type { Plugin } from 'vite';

const MODULE = /\/src\/client\/wire-contract\.ts$/;

/** Puts what clients need of the contract in place of the code that computes it, so that no schema is loaded for it. */
export function computedWireContract(root: string): Plugin {
  return {
    name: 'computed-wire-contract',
    apply: 'build',
    enforce: 'pre',
    async load(id) {
      if (!MODULE.test(id)) return undefined;
      const { wireContract } = (await import(`${root}src/client/wire-contract.ts`)) as {
        wireContract: unknown;
      };
      return `export const wireContract = JSON.parse(${JSON.stringify(JSON.stringify(wireContract))});`;
    },
  };
}
