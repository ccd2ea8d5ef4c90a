export { type ApiKey, MOST_DAYS, MOST_NAME, type NewApiKey } from './contract.ts';
export { createKey, findActorByKey, isKeyValid, type KeyHolder, listKeys, revokeKey } from './service.ts';
