import { defineErrors } from '#kernel/errors';

export const workflowError = defineErrors({
  'workflow.not_launched': {
    status: 503,
    retryable: true,
    message: 'The workflow engine of this process is not running.',
  },
  'workflow.step_timeout': {
    status: 504,
    retryable: true,
    message: 'Step {step} took longer than {seconds} s and was given up.',
  },
  'workflow.run_unknown': { status: 404, retryable: false, message: 'There is no run {runId}.' },
});
