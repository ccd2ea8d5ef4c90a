/** Names of the contract, without schemas. */

export const ACTOR_KINDS = ['user', 'apiKey', 'agent', 'flow', 'operator', 'system'] as const;
