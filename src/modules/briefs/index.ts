export { type BriefDocument, type BriefProduct } from './brief-document.ts';
export { type BriefDetail, type Submission } from './contract.ts';
export { contentHash } from './content-hash.ts';
export { checkBrief } from './check-brief.ts';
export { type ParsedBrief, parseBrief } from './parse-brief.ts';
export {
  briefOf,
  currentSchedule,
  forgetRejection,
  getBrief,
  getBriefRevision,
  listBriefs,
  listRejectedBriefs,
  needKeptBrief,
  rejectBrief,
  submitBrief,
} from './service.ts';
export {
  briefOrigins,
  type BriefSource,
  deleteSignature,
  findBrief,
  findRejectedSources,
  findRevisions as briefsOf,
  findSignature,
  saveSignature,
  type StoredBrief,
} from './store.ts';
