import { implement } from '@orpc/server';
import {
  alertsContract,
  acknowledgeAlert,
  getAlert,
  getAlertContext,
  listAlerts,
  resolveAlert,
} from '#modules/alerts/index';
import {
  auditContract,
  getAuditEntry,
  getAuditHead,
  listAuditEntries,
  verifyAudit,
} from '#modules/audit/index';
import { brandsContract, getBrand, listBrands } from '#modules/brands/index';
import { briefsContract, listBriefs, listRejectedBriefs } from '#modules/briefs/index';
import {
  campaignsContract,
  cancelCampaign,
  getCampaign,
  getCampaignHistory,
  listCampaigns,
  resumeCampaign,
  type RunContext,
} from '#modules/campaigns/index';
import { creativeContract, getVariant, listCells, listHeroes, listVariants } from '#modules/creative/index';
import { createKey, keysContract, listKeys, revokeKey } from '#modules/keys/index';
import {
  evaluationsContract,
  getEvaluation,
  listEvaluations,
  runEvaluation,
} from '#modules/evaluations/index';
import { draftMessage, listMessages, messagesContract } from '#modules/messages/index';
import {
  activatePrompt,
  addPrompt,
  endExperiment,
  getBudgets,
  getExperiments,
  getModelCall,
  getModelsStatus,
  getModelUsage,
  getPrompts,
  listModelCalls,
  listModelKeys,
  modelsContract,
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
import { type HandedIn, inspectBrief, takeBrief } from '#flows/index';
import type { FileStore } from '#platform/files/file-store';
import { defineErrors } from '#kernel/errors';
import { renderProblems } from '#platform/structured-text/render-problem';
import type { Problem } from '#platform/structured-text/problem';

/** What the routes of one request get. */
export interface ApiContext extends RunContext, ModelsContext, Record<string, unknown> {
  readonly files: FileStore;
  readonly requestId: string;
  /** Folder in which a brief handed in as text may find its pictures. */
  readonly assetRoot: string;
}

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

/** Everything the API offers, as one contract. */
export const apiContract = {
  briefs: briefsContract,
  campaigns: campaignsContract,
  variants: creativeContract,
  alerts: alertsContract,
  messages: messagesContract,
  brands: brandsContract,
  models: modelsContract,
  evaluations: evaluationsContract,
  keys: keysContract,
  audit: auditContract,
};

const os = implement(apiContract).$context<ApiContext>();

/** The contract bound to the verbs. */
export const apiRouter = os.router({
  briefs: {
    list: os.briefs.list.handler(({ input, context }) => listBriefs(context, input)),
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
  },
  campaigns: {
    list: os.campaigns.list.handler(({ input, context }) => listCampaigns(context, input)),
    get: os.campaigns.get.handler(({ input, context }) => getCampaign(context, input)),
    history: os.campaigns.history.handler(({ input, context }) => getCampaignHistory(context, input)),
    resume: os.campaigns.resume.handler(({ input, context }) => resumeCampaign(context, input)),
    cancel: os.campaigns.cancel.handler(({ input, context }) => cancelCampaign(context, input)),
  },
  variants: {
    listVariants: os.variants.listVariants.handler(({ input, context }) => listVariants(context, input)),
    getVariant: os.variants.getVariant.handler(({ input, context }) => getVariant(context, input)),
    listHeroes: os.variants.listHeroes.handler(({ input, context }) => listHeroes(context, input)),
    listCells: os.variants.listCells.handler(({ input, context }) => listCells(context, input)),
  },
  alerts: {
    list: os.alerts.list.handler(({ input, context }) => listAlerts(context, input)),
    get: os.alerts.get.handler(({ input, context }) => getAlert(context, input)),
    acknowledge: os.alerts.acknowledge.handler(({ input, context }) => acknowledgeAlert(context, input)),
    resolve: os.alerts.resolve.handler(({ input, context }) => resolveAlert(context, input)),
    context: os.alerts.context.handler(({ input, context }) => getAlertContext(context, input)),
  },
  messages: {
    list: os.messages.list.handler(({ input, context }) => listMessages(context, input)),
    draft: os.messages.draft.handler(({ input, context }) => draftMessage(context, input)),
  },
  brands: {
    list: os.brands.list.handler(({ input, context }) => listBrands(context, input)),
    get: os.brands.get.handler(({ input, context }) => getBrand(context, input)),
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
