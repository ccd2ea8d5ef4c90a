export {
  type Approval,
  type ApprovalDetail,
  type ApprovalPolicy,
  APPROVAL_STATES,
  DECISIONS,
  SUBJECT_TYPES,
} from './contract.ts';
export { approvalsOfTasks, statesOfVariants, whichApproved } from './of-subjects.ts';
export { listPolicies, removePolicy, setPolicy } from './policies.ts';
export {
  announceWaiting,
  reopenTaskApproval,
  requestBriefApproval,
  requestTaskApprovals,
  requestVariantApprovals,
  voidTaskApproval,
} from './request.ts';
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
