export { type Approval, type ApprovalDetail, APPROVAL_STATES, DECISIONS } from './contract.ts';
export { requestBriefApproval, requestVariantApprovals } from './request.ts';
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
