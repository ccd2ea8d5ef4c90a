import { defineErrors } from '#kernel/errors';

export const evaluationError = defineErrors({
  'evaluations.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no evaluation {id}. `aicmo llm eval list` shows what there is.',
  },
  'evaluations.set_invalid': {
    status: 422,
    retryable: false,
    message: 'The evaluation set cannot be used:\n{report}',
  },
  'evaluations.no_model': {
    status: 503,
    retryable: true,
    message:
      'No model answered, so there is nothing to evaluate; the offline writer is never measured. {reason}',
  },
});
