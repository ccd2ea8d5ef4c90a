import { defineErrors } from '#kernel/errors';

export const llmError = defineErrors({
  'llm.settings_invalid': {
    status: 422,
    retryable: false,
    message: 'The models document cannot be used:\n{report}',
  },
  'llm.key_unknown': {
    status: 404,
    retryable: false,
    message: 'No key of {name} is kept here. `aicmo llm key list` shows the ones there are.',
  },
  'llm.use_case_unknown': {
    status: 404,
    retryable: false,
    message:
      'There is no use case {useCase}. There are: {known}. Add it under `useCases` in the models file.',
  },
  'llm.target_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no target {target}. There are: {known}.',
  },
  'llm.provider_unknown': {
    status: 404,
    retryable: false,
    message:
      'There is no provider {provider}. There are: {known}. Add it under `providers` in the models file.',
  },
  'llm.target_incomplete': {
    status: 422,
    retryable: false,
    message: 'There is no target {target} yet: a new one needs a provider and a model.',
  },
  'llm.chain_empty': {
    status: 409,
    retryable: false,
    message:
      'No model is configured for {useCase}, and there is no offline way to do it. Set a key such as AICMO_KEY_GOOGLE, or a chain in the models file; `aicmo llm status` shows what there is.',
  },
  'llm.over_budget': {
    status: 429,
    retryable: false,
    message:
      'The call is over budget: {budget} allows {limit}; {spent} are spent, {reserved} are reserved by calls under way, and this call may take {wanted}.',
  },
  'llm.rate_limited': {
    status: 429,
    retryable: true,
    message:
      '{target} takes no call for another {seconds} s, longer than this one may wait. Try again later.',
  },
  'llm.busy': {
    status: 503,
    retryable: true,
    message: '{where} is busy: {limit} calls are under way and {queued} wait. Try again in a few seconds.',
  },
  'llm.content_refused': {
    status: 422,
    retryable: false,
    message: '{target} refused the content: {reason}. It is not asked elsewhere; change the request.',
  },
  'llm.too_long': {
    status: 413,
    retryable: false,
    message:
      'The prompt has about {tokens} tokens, more than any model of {useCase} takes ({windows}). Shorten it, or add a model with a larger window.',
  },
  'llm.nothing_to_try': {
    status: 409,
    retryable: false,
    message:
      'There is no target that can be tried live ({why}). Set a key such as AICMO_KEY_GOOGLE, or a chain in the models file.',
  },
  'llm.request_refused': {
    status: 400,
    retryable: false,
    message: '{target} refused the request: {reason}',
  },
  'llm.all_failed': {
    status: 502,
    retryable: true,
    message: 'No model of {useCase} gave an answer. {report}',
  },
  'llm.answer_invalid': {
    status: 502,
    retryable: true,
    message: 'No model of {useCase} gave an answer of the wanted form. {report}',
  },
  'llm.cancelled': { status: 499, retryable: true, message: 'The call was cancelled.' },
  'llm.bare_model': {
    status: 500,
    retryable: false,
    message:
      'A model was named by the bare string {model}. Models are reached by use case through the gateway, never through another hosted one.',
  },
  'llm.prompt_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no prompt {name} in version {version}. `aicmo llm prompt list` shows what there is.',
  },
  'llm.prompt_place_unknown': {
    status: 422,
    retryable: false,
    message: 'The prompt {prompt} names {place}, which is not given to it. It may name: {known}.',
  },
  'llm.settings_conflict': {
    status: 409,
    retryable: true,
    message:
      'The settings were changed by somebody else meanwhile. Look at them again, then repeat your change.',
  },
  'llm.budget_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no budget {id}. `aicmo llm budget list` shows what there is.',
  },
  'llm.experiment_unknown': {
    status: 404,
    retryable: false,
    message: 'There is no experiment {id}. `aicmo llm experiment list` shows what there is.',
  },
  'llm.experiment_running': {
    status: 409,
    retryable: false,
    message: 'The experiment {id} on the prompt {prompt} is still running. End it first.',
  },
  'llm.experiment_ended': { status: 409, retryable: false, message: 'The experiment {id} has ended.' },
  'llm.call_unknown': { status: 404, retryable: false, message: 'There is no model call {id} on record.' },
  'llm.egress_refused': {
    status: 502,
    retryable: false,
    message:
      'A provider sent this process to {url}, which is not its address in the settings. It was not followed.',
  },
});
