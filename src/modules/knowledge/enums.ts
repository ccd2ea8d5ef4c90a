/** Names of the contract, without schemas. */
export const KNOWLEDGE_STATES = ['proposed', 'confirmed', 'forgotten'] as const;
