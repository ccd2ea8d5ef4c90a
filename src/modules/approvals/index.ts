export {
  type Approval,
  type ApprovalChain,
  type ApprovalDetail,
  type ApprovalPolicy,
  APPROVAL_STATES,
  DECISIONS,
  type Delegation,
  SUBJECT_TYPES,
} from './contract.ts';
export { listChains, removeChain, setChain } from './chains.ts';
export { lookAtSeatsOf, takeOverlooked } from './chain-store.ts';
export { decideApproval, decideMany, withdrawDecision } from './decide.ts';
export { delegate, endDelegation, listDelegations, listWhoDecides } from './delegations.ts';
export {
  commentReview,
  decideReview,
  listLinks,
  makeLink,
  openReview,
  pictureOfReview,
  type Review,
  revokeLink,
  showReview,
} from './links.ts';
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
export { lookAtOverlooked } from './overlooked.ts';
export { countWaiting } from './store.ts';
export {
  commentApproval,
  countApprovals,
  getApproval,
  getApprovalRules,
  isApproved,
  listApprovals,
  resolveApprovalComment,
  setApprovalRules,
} from './service.ts';
