export type { CallOutcome } from './ledger.ts';
export type { CallScope, Kind, Origin, Prompt, TextAnswer, Usage } from './model.ts';
export type { Form } from './structured/form.ts';
export type { Gateway } from './gateway.ts';
export { type GatewayOptions, openGateway } from './open-gateway.ts';
export { type BuiltInPrompt, promptHash, renderPrompt } from './prompts/template.ts';
export { type ModelAccess, openPromptLibrary } from './prompts/library.ts';
export { ONLY_TARGET, onlyTarget } from './settings/only-target.ts';
export { readModelsFile } from './settings/read-models-file.ts';
export { costMicro, type Settings, type Target } from './settings/settings.ts';
export { costOfCampaign, type UsageGroup, usageBy, type UsageRow } from './store/usage.ts';
export { type CallFilter, type CallRecord, callsLately, findCall, listCalls } from './store/call-records.ts';
export { deleteBudget, listBudgets, type StoredBudget, upsertBudget } from './store/budgets.ts';
export { readHealth } from './store/health.ts';
export { announceSettings, readOverlay, writeOverlay } from './store/settings.ts';
export { type KeptModelKey, listKeptKeys, providerKey, secretOfProvider } from './settings/model-keys.ts';
export { type Overlay, overlaySchema } from './settings/settings-document.ts';
export {
  activatePrompt,
  addPrompt,
  findPrompt,
  listPrompts,
  readActive,
  type StoredPrompt,
} from './store/prompts.ts';
export {
  endExperiment,
  type Experiment,
  findExperiment,
  findRunning,
  insertExperiment,
  listExperiments,
  resultsOf,
} from './store/experiments.ts';
export { type Arm, judgeArms } from './prompts/verdict.ts';
export { forgetOld, settleAbandoned } from './store/sweep.ts';
export { llmError } from './errors.ts';
