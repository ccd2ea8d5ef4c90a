export {
  type Budget,
  BUDGET_SCOPES,
  type ExperimentReport,
  type ModelCall,
  type ModelsStatus,
  modelsContract,
  OUTCOMES,
  type PromptVersion,
  USAGE_BY,
} from './contract.ts';
export type { ModelsContext } from './models-context.ts';
export { getModelsStatus } from './status.ts';
export { getModelCall, getModelUsage, listModelCalls } from './calls.ts';
export { getBudgets, removeBudget, setBudget } from './budgets.ts';
export { resetTarget, resetUseCase, setRecord, setTarget, setUseCase } from './settings.ts';
export { activatePrompt, addPrompt, getPrompts } from './prompts.ts';
export { endExperiment, getExperiments, startExperiment } from './experiments.ts';
export { type TriedModel, tryModel } from './try-model.ts';
