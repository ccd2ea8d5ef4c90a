/** Names of the contract, without schemas. */
export const SOURCE_KINDS = ['page', 'file'] as const;
