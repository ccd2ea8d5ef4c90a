export { ACTOR_KINDS, type AuditEntry, type Verification } from './contract.ts';
export { exportAudit, exportAuditToFile, verifyAuditFile } from './export.ts';
export { readHead, writeHeadText } from './head.ts';
export { getAuditEntry, getAuditHead, listAuditEntries, verifyAudit } from './service.ts';
