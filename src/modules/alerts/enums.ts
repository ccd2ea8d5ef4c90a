/** Names of the contract, without schemas. */

export const SEVERITIES = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export const ALERT_STATES = ['open', 'acknowledged', 'resolved'] as const;
