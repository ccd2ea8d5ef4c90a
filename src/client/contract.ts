import { accountsContract } from '#modules/accounts/contract';
import { alertsContract } from '#modules/alerts/contract';
import { approvalsContract } from '#modules/approvals/contract';
import { auditContract } from '#modules/audit/contract';
import { brandsContract } from '#modules/brands/contract';
import { briefsContract } from '#modules/briefs/contract';
import { campaignsContract } from '#modules/campaigns/contract';
import { creativeContract } from '#modules/creative/contract';
import { evaluationsContract } from '#modules/evaluations/contract';
import { keysContract } from '#modules/keys/contract';
import { knowledgeContract } from '#modules/knowledge/contract';
import { sourcesContract } from '#modules/sources/contract';
import { messagesContract } from '#modules/messages/contract';
import { modelsContract } from '#modules/models/contract';
import { notificationsContract } from '#modules/notifications/contract';
import { scheduleContract } from '#modules/schedule/contract';
import { tasksContract } from '#modules/tasks/contract';
import { viewsContract } from '#modules/views/contract';
import { workspacesContract } from '#modules/workspaces/contract';

/** Everything the API offers, as one contract. */
export const apiContract = {
  briefs: briefsContract,
  campaigns: campaignsContract,
  variants: creativeContract,
  tasks: tasksContract,
  schedule: scheduleContract,
  approvals: approvalsContract,
  alerts: alertsContract,
  messages: messagesContract,
  brands: brandsContract,
  sources: sourcesContract,
  knowledge: knowledgeContract,
  notifications: notificationsContract,
  models: modelsContract,
  evaluations: evaluationsContract,
  keys: keysContract,
  audit: auditContract,
  accounts: accountsContract,
  views: viewsContract,
  workspaces: workspacesContract,
};

export type ApiContract = typeof apiContract;
