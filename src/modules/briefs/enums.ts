/** Names of the contract, without schemas: the keys of a brief with their other names, and the words it chooses from. */

export {
  BRIEF_FIELDS,
  PRODUCT_FIELDS,
  PROOF_FIELDS,
  QUOTE_FIELDS,
  SCHEDULE_FIELDS,
  WRAPPER_KEYS,
} from './brief-fields.ts';
export { CHANNELS, RATIOS } from '#studio/model';
