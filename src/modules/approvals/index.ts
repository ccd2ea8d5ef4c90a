export { type Approval, type ApprovalDetail, APPROVAL_STATES, DECISIONS } from './contract.ts';
export { announceWaiting, requestBriefApproval, requestVariantApprovals } from './request.ts';
export { countWaiting } from './store.ts';
export {
  commentApproval,
  countApprovals,
  decideApproval,
  decideMany,
  getApproval,
  getApprovalRules,
  isApproved,
  listApprovals,
  resolveApprovalComment,
  setApprovalRules,
  withdrawDecision,
} from './service.ts';
