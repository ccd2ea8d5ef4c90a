import { defineErrors } from '#kernel/errors';

export const brandError = defineErrors({
  'brands.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no brand {id}. `aicmo brand list` shows the ones there are.',
  },
  'brands.kit_missing': {
    status: 400,
    retryable: false,
    message: 'There is no brand kit in {folder}: a folder with a brand.yaml is wanted. {reason}',
  },
  'brands.kit_invalid': {
    status: 400,
    retryable: false,
    message: 'The brand kit {file} cannot be used:\n{problems}',
  },
});
