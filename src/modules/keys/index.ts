export { type ApiKey, keysContract, MOST_DAYS, MOST_NAME, type NewApiKey } from './contract.ts';
export { createKey, findActorByKey, type KeyHolder, listKeys, revokeKey } from './service.ts';
