/** Names of the contract, without schemas. */

export const AUDIENCES = ['leadership', 'client', 'team'] as const;
