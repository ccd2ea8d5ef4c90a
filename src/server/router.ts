import { implement } from '@orpc/server';
import { apiContract } from '#client/contract';
import type { Actor } from '#kernel/actor';
import {
  beginSecondFactor,
  changePassword,
  confirmSecondFactor,
  endOtherSessions,
  endSecondFactor,
  endSession,
  getProof,
  giveCode,
  giveProof,
  hasPeople,
  listOwnSessions,
  type ProviderName,
  renameSelf,
  resetPassword,
  signIn,
  type SignInContext,
  signOut,
} from '#modules/accounts/index';
import {
  acknowledgeAlert,
  getAlert,
  getAlertCounts,
  getAlertContext,
  listAlerts,
  resolveAlert,
} from '#modules/alerts/index';
import { getAuditEntry, getAuditHead, listAuditEntries, verifyAudit } from '#modules/audit/index';
import {
  createBrand,
  type DrawContext,
  getBrand,
  getKitRevision,
  listBrandRevisions,
  listBrands,
  previewBrand,
  removeBrandFile,
  restoreBrand,
  updateBrand,
} from '#modules/brands/index';
import { getBrief, listBriefs, listRejectedBriefs } from '#modules/briefs/index';
import {
  cancelCampaign,
  getCampaign,
  getCampaignCounts,
  getCampaignHistory,
  listCampaigns,
  resumeCampaign,
} from '#modules/campaigns/index';
import { getVariant, getVariantSummary, listCells, listHeroes, listVariants } from '#modules/creative/index';
import { createKey, listKeys, revokeKey } from '#modules/keys/index';
import { getEvaluation, listEvaluations, runEvaluation } from '#modules/evaluations/index';
import { draftMessage, editMessage, listMessages } from '#modules/messages/index';
import {
  activatePrompt,
  addPrompt,
  endExperiment,
  getBudgets,
  getExperiment,
  getExperiments,
  getModelCall,
  getModelsStatus,
  getModelUsage,
  getPrompts,
  listModelCalls,
  listModelKeys,
  type ModelsContext,
  removeBudget,
  resetTarget,
  removeModelKey,
  resetUseCase,
  setBudget,
  setModelKey,
  setRecord,
  setTarget,
  setUseCase,
  startExperiment,
  tryModel,
} from '#modules/models/index';
import type { SourceContext } from '#modules/sources/index';
import { listViews, removeView, saveView } from '#modules/views/index';
import {
  chooseNotifications,
  countUnread,
  getNotificationChoice,
  listNotifications,
  markRead,
} from '#modules/notifications/index';
import {
  acceptInvitation,
  changeMember,
  completeSetup,
  createWorkspace,
  getAccount,
  getWorkspace,
  invite,
  listInvitations,
  listMembers,
  removeMember,
  renameThisWorkspace,
  revokeInvitation,
  showInvitation,
} from '#modules/workspaces/index';
import { type HandedIn, inspectBrief, restoreBrief, takeBrief, type TaskContext } from '#flows/index';
import { defineErrors } from '#kernel/errors';
import type { Database } from '#platform/db/database';
import { approvalRoutes } from './approval-routes.ts';
import { withSignIn } from './with-sign-in.ts';
import { taskRoutes } from './task-routes.ts';
import { renderProblems } from '#platform/structured-text/render-problem';
import type { Problem } from '#kernel/text-problem';

/** What the routes of one request get. */
export interface ApiContext
  extends TaskContext, SourceContext, ModelsContext, DrawContext, Record<string, unknown> {
  readonly requestId: string;
  /** Who made the request; undefined for one who is not signed in. */
  readonly caller: Actor | undefined;
  /** Folder in which a brief handed in as text may find its pictures. */
  readonly assetRoot: string;
  /** Under which address people reach the dashboard. */
  readonly baseUrl: string;
  /** Cookies and sessions of the request; absent where there is no HTTP. */
  readonly signIn?: SignInWays;
  /** The identity provider by which people may sign in. */
  readonly provider?: ProviderName | null;
}

/** Sign-in sees the whole house. */
type SignInWays = Pick<SignInContext, 'identity' | 'exchange' | 'signedIn' | 'workspaceOf'> & {
  db: Database;
};

const briefError = defineErrors({
  'briefs.rejected': { status: 422, retryable: false, message: 'The brief cannot be taken:\n{report}' },
});

/** The error of a brief that cannot be taken: every problem as data, and as a person reads it. */
export function rejectionError(fileName: string, problems: readonly Problem[]): Error {
  return briefError('briefs.rejected', {
    report: renderProblems(problems, { fileName }),
    fileName,
    problems,
  });
}

const os = implement(apiContract).$context<ApiContext>();

/** The contract bound to the verbs. */
export const apiRouter = os.router({
  briefs: {
    list: os.briefs.list.handler(({ input, context }) => listBriefs(context, input)),
    get: os.briefs.get.handler(({ input, context }) => getBrief(context, input)),
    listRejected: os.briefs.listRejected.handler(({ input, context }) => listRejectedBriefs(context, input)),
    check: os.briefs.check.handler(async ({ input, context }) => {
      const inspected = await inspectBrief(context, handedIn(input, context));
      return inspected.ok
        ? { isValid: true, problems: [...inspected.warnings] }
        : { isValid: false, problems: [...inspected.problems] };
    }),
    submit: os.briefs.submit.handler(async ({ input, context }) => {
      const taken = await takeBrief(context, handedIn(input, context));
      if (!taken.ok) throw rejectionError(input.fileName, taken.problems);
      return taken.submission;
    }),
    restore: os.briefs.restore.handler(async ({ input, context }) => {
      const taken = await restoreBrief(context, { ...input, via: 'api' });
      if (!taken.ok) throw rejectionError(taken.fileName, taken.problems);
      return taken.submission;
    }),
  },
  campaigns: {
    list: os.campaigns.list.handler(({ input, context }) => listCampaigns(context, input)),
    counts: os.campaigns.counts.handler(({ context }) => getCampaignCounts(context)),
    get: os.campaigns.get.handler(({ input, context }) => getCampaign(context, input)),
    history: os.campaigns.history.handler(({ input, context }) => getCampaignHistory(context, input)),
    resume: os.campaigns.resume.handler(({ input, context }) => resumeCampaign(context, input)),
    cancel: os.campaigns.cancel.handler(({ input, context }) => cancelCampaign(context, input)),
  },
  variants: {
    listVariants: os.variants.listVariants.handler(({ input, context }) => listVariants(context, input)),
    summary: os.variants.summary.handler(({ input, context }) => getVariantSummary(context, input)),
    getVariant: os.variants.getVariant.handler(({ input, context }) => getVariant(context, input)),
    listHeroes: os.variants.listHeroes.handler(({ input, context }) => listHeroes(context, input)),
    listCells: os.variants.listCells.handler(({ input, context }) => listCells(context, input)),
  },
  ...taskRoutes,
  ...approvalRoutes,
  alerts: {
    list: os.alerts.list.handler(({ input, context }) => listAlerts(context, input)),
    counts: os.alerts.counts.handler(({ context }) => getAlertCounts(context)),
    get: os.alerts.get.handler(({ input, context }) => getAlert(context, input)),
    acknowledge: os.alerts.acknowledge.handler(({ input, context }) => acknowledgeAlert(context, input)),
    resolve: os.alerts.resolve.handler(({ input, context }) => resolveAlert(context, input)),
    context: os.alerts.context.handler(({ input, context }) => getAlertContext(context, input)),
  },
  messages: {
    list: os.messages.list.handler(({ input, context }) => listMessages(context, input)),
    edit: os.messages.edit.handler(({ input, context }) => editMessage(context, input)),
    draft: os.messages.draft.handler(({ input, context }) => draftMessage(context, input)),
  },
  brands: {
    list: os.brands.list.handler(({ input, context }) => listBrands(context, input)),
    get: os.brands.get.handler(({ input, context }) => getBrand(context, input)),
    create: os.brands.create.handler(({ input, context }) => createBrand(context, input)),
    update: os.brands.update.handler(({ input, context }) => updateBrand(context, input)),
    revisions: os.brands.revisions.handler(({ input, context }) => listBrandRevisions(context, input)),
    revision: os.brands.revision.handler(({ input, context }) => getKitRevision(context, input)),
    restore: os.brands.restore.handler(({ input, context }) => restoreBrand(context, input)),
    removeFile: os.brands.removeFile.handler(({ input, context }) => removeBrandFile(context, input)),
    preview: os.brands.preview.handler(({ input, context }) => previewBrand(context, input)),
  },
  notifications: {
    list: os.notifications.list.handler(({ input, context }) => listNotifications(context, input)),
    count: os.notifications.count.handler(({ context }) => countUnread(context)),
    choice: os.notifications.choice.handler(({ context }) => getNotificationChoice(context)),
    choose: os.notifications.choose.handler(({ input, context }) => chooseNotifications(context, input)),
    markRead: os.notifications.markRead.handler(({ input, context }) => markRead(context, input)),
  },
  models: {
    status: os.models.status.handler(({ context }) => getModelsStatus(context)),
    calls: os.models.calls.handler(({ input, context }) => listModelCalls(context, input)),
    call: os.models.call.handler(({ input, context }) => getModelCall(context, input)),
    usage: os.models.usage.handler(({ input, context }) => getModelUsage(context, input)),
    budgets: os.models.budgets.handler(({ context }) => getBudgets(context)),
    setBudget: os.models.setBudget.handler(({ input, context }) => setBudget(context, input)),
    removeBudget: os.models.removeBudget.handler(({ input, context }) => removeBudget(context, input)),
    setUseCase: os.models.setUseCase.handler(({ input, context }) => setUseCase(context, input)),
    resetUseCase: os.models.resetUseCase.handler(({ input, context }) => resetUseCase(context, input)),
    setTarget: os.models.setTarget.handler(({ input, context }) => setTarget(context, input)),
    resetTarget: os.models.resetTarget.handler(({ input, context }) => resetTarget(context, input)),
    setRecord: os.models.setRecord.handler(({ input, context }) => setRecord(context, input)),
    keys: os.models.keys.handler(({ context }) => listModelKeys(context)),
    setKey: os.models.setKey.handler(({ input, context }) => setModelKey(context, input)),
    removeKey: os.models.removeKey.handler(({ input, context }) => removeModelKey(context, input)),
    try: os.models.try.handler(({ input, context }) => tryModel(context, input)),
    prompts: os.models.prompts.handler(({ input, context }) => getPrompts(context, input)),
    addPrompt: os.models.addPrompt.handler(({ input, context }) => addPrompt(context, input)),
    activatePrompt: os.models.activatePrompt.handler(({ input, context }) => activatePrompt(context, input)),
    experiments: os.models.experiments.handler(({ input, context }) => getExperiments(context, input)),
    experiment: os.models.experiment.handler(({ input, context }) => getExperiment(context, input)),
    startExperiment: os.models.startExperiment.handler(({ input, context }) =>
      startExperiment(context, input),
    ),
    endExperiment: os.models.endExperiment.handler(({ input, context }) => endExperiment(context, input)),
  },
  evaluations: {
    list: os.evaluations.list.handler(({ input, context }) => listEvaluations(context, input)),
    get: os.evaluations.get.handler(({ input, context }) => getEvaluation(context, input)),
    run: os.evaluations.run.handler(({ input, context, signal }) =>
      runEvaluation(context, { ...input, signal }),
    ),
  },
  keys: {
    list: os.keys.list.handler(({ input, context }) => listKeys(context, input)),
    create: os.keys.create.handler(({ input, context }) => createKey(context, input)),
    revoke: os.keys.revoke.handler(({ input, context }) => revokeKey(context, input)),
  },
  audit: {
    list: os.audit.list.handler(({ input, context }) => listAuditEntries(context, input)),
    get: os.audit.get.handler(({ input, context }) => getAuditEntry(context, input)),
    head: os.audit.head.handler(({ context }) => getAuditHead(context)),
    verify: os.audit.verify.handler(({ input, context }) => verifyAudit(context, input)),
  },
  accounts: {
    ways: os.accounts.ways.handler(async ({ context }) => ({
      setupNeeded: !(await hasPeople(withSignIn(context).db)),
      provider: context.provider?.name ?? null,
    })),
    signIn: os.accounts.signIn.handler(({ input, context }) => signIn(withSignIn(context), input)),
    giveCode: os.accounts.giveCode.handler(({ input, context }) => giveCode(withSignIn(context), input)),
    signOut: os.accounts.signOut.handler(({ context }) => signOut(withSignIn(context))),
    resetPassword: os.accounts.resetPassword.handler(({ input, context }) =>
      resetPassword(withSignIn(context), input),
    ),
    proof: os.accounts.proof.handler(({ context }) =>
      getProof(withSignIn(context), context.provider ?? null),
    ),
    prove: os.accounts.prove.handler(({ input, context }) =>
      giveProof(withSignIn(context), { ...input, provider: context.provider ?? null }),
    ),
    rename: os.accounts.rename.handler(({ input, context }) => renameSelf(withSignIn(context), input)),
    changePassword: os.accounts.changePassword.handler(({ input, context }) =>
      changePassword(withSignIn(context), input),
    ),
    sessions: os.accounts.sessions.handler(({ context }) => listOwnSessions(withSignIn(context))),
    endSession: os.accounts.endSession.handler(({ input, context }) =>
      endSession(withSignIn(context), input),
    ),
    endOtherSessions: os.accounts.endOtherSessions.handler(({ context }) =>
      endOtherSessions(withSignIn(context)),
    ),
    beginSecondFactor: os.accounts.beginSecondFactor.handler(({ input, context }) =>
      beginSecondFactor(withSignIn(context), input),
    ),
    confirmSecondFactor: os.accounts.confirmSecondFactor.handler(({ input, context }) =>
      confirmSecondFactor(withSignIn(context), input),
    ),
    endSecondFactor: os.accounts.endSecondFactor.handler(({ input, context }) =>
      endSecondFactor(withSignIn(context), input),
    ),
  },
  views: {
    list: os.views.list.handler(({ input, context }) => listViews(context, input)),
    save: os.views.save.handler(({ input, context }) => saveView(context, input)),
    remove: os.views.remove.handler(({ input, context }) => removeView(context, input)),
  },
  workspaces: {
    account: os.workspaces.account.handler(({ context }) => getAccount(withSignIn(context))),
    setUp: os.workspaces.setUp.handler(({ input, context }) => completeSetup(withSignIn(context), input)),
    showInvitation: os.workspaces.showInvitation.handler(({ input, context }) =>
      showInvitation(withSignIn(context), input),
    ),
    acceptInvitation: os.workspaces.acceptInvitation.handler(({ input, context }) =>
      acceptInvitation(withSignIn(context), input),
    ),
    create: os.workspaces.create.handler(({ input, context }) => createWorkspace(withSignIn(context), input)),
    get: os.workspaces.get.handler(({ context }) => getWorkspace(context)),
    rename: os.workspaces.rename.handler(({ input, context }) => renameThisWorkspace(context, input)),
    members: os.workspaces.members.handler(({ input, context }) => listMembers(context, input)),
    changeMember: os.workspaces.changeMember.handler(({ input, context }) => changeMember(context, input)),
    removeMember: os.workspaces.removeMember.handler(({ input, context }) => removeMember(context, input)),
    invitations: os.workspaces.invitations.handler(({ input, context }) => listInvitations(context, input)),
    invite: os.workspaces.invite.handler(({ input, context }) => invite(context, input)),
    revokeInvitation: os.workspaces.revokeInvitation.handler(({ input, context }) =>
      revokeInvitation(context, input),
    ),
  },
});

function handedIn(input: { text: string; fileName: string }, context: ApiContext): HandedIn {
  const bytes = new TextEncoder().encode(input.text);
  return {
    fileName: input.fileName,
    bytes,
    assetRoot: context.assetRoot,
    source: { kind: 'api', name: input.fileName },
  };
}
