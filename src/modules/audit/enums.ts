/** Names of the contract, without schemas. */

export const ACTOR_KINDS = ['user', 'apiKey', 'guest', 'agent', 'flow', 'operator', 'system'] as const;
