import { defineErrors } from '#kernel/errors';

export const brandError = defineErrors({
  'brands.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no brand {id}. `aicmo brand list` shows the ones there are.',
  },
  'brands.revision_unknown': {
    status: 404,
    retryable: false,
    message:
      'No revision {revision} of the kit {key} is kept. `aicmo brand revisions {key}` shows the ones there are.',
  },
  'brands.key_taken': {
    status: 409,
    retryable: false,
    message: 'There is a brand with the key {key} already. Choose another key.',
  },
  'brands.key_missing': {
    status: 422,
    retryable: false,
    message:
      'No key can be made of the name {name}. Give one: lower-case letters, digits, - and _, such as nordlicht.',
  },
  'brands.name_taken': {
    status: 409,
    retryable: false,
    message: 'There is a brand named {name} already: its key is {key}. Choose another name.',
  },
  'brands.changed': {
    status: 409,
    retryable: false,
    message:
      'Somebody has changed this kit since you opened it: it is at revision {revision}, and you started from {seen}. Look at what they changed, then save yours again.',
  },
  'brands.edited': {
    status: 409,
    retryable: false,
    message:
      'The kit {key} was edited since it was last imported (revision {revision}), and this folder would undo that. Bring the folder up to date with `aicmo brand export {key} FOLDER`, or import it with --replace to drop the edits.',
  },
  'brands.document_invalid': {
    status: 422,
    retryable: false,
    message: 'The kit cannot be kept: {problems}',
  },
  'brands.font_refused': {
    status: 422,
    retryable: false,
    message: '{reason} Use a WOFF2, WOFF, TrueType or OpenType file.',
  },
  'brands.fonts_full': {
    status: 409,
    retryable: false,
    message: 'A family has at most {most} files. Remove one first.',
  },
  'brands.file_unknown': {
    status: 404,
    retryable: false,
    message: 'The kit {key} has no file there.',
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
