export type {
  CallScope,
  EmbeddingAnswer,
  ImageAnswer,
  Origin,
  Prompt,
  PromptRef,
  TextAnswer,
} from './model.ts';
export { USE_CASES } from './model.ts';
export type { Executed } from './execute/job.ts';
export type { Form } from './structured/form.ts';
export type { Gateway, ObjectCall } from './gateway.ts';
export { type GatewayOptions, openGateway } from './open-gateway.ts';
export { type BuiltInPrompt, promptHash, placesOf, renderPrompt } from './prompts/template.ts';
export { openPromptLibrary, type PromptLibrary } from './prompts/library.ts';
export { readModelsFile } from './settings/read-models-file.ts';
export { costOfCampaign } from './store/usage.ts';
