import { defineErrors } from '#kernel/errors';

export const sourceError = defineErrors({
  'sources.unknown': { status: 404, retryable: false, message: 'There is no source {id}.' },
  'sources.there': {
    status: 409,
    retryable: false,
    message: '{place} is kept already as a source about {about}: {id}. Read it again, or remove it first.',
  },
  'sources.fetching_off': {
    status: 403,
    retryable: false,
    message:
      'Reading pages is switched off, as it is at first. Whoever runs AICMO switches it on with AICMO_FETCH_PAGES=on and a restart. Or save the page and add it as a file.',
  },
  'sources.not_asked': {
    status: 403,
    retryable: false,
    message: 'A page is read only when a person, or a program with a key, asks for it.',
  },
  'sources.no_page': {
    status: 409,
    retryable: false,
    message: '{place} came as a file, so it cannot be read again. Remove it and add the newer file.',
  },
  'sources.empty': {
    status: 422,
    retryable: false,
    message:
      'There is no text in {place}. Some pages show their text only by scripts: copy what matters into a file.',
  },
  'sources.not_text': {
    status: 422,
    retryable: false,
    message: '{place} is no text. Save it as .txt, .md, .csv or .html.',
  },
  'sources.too_deep': {
    status: 422,
    retryable: false,
    message: '{place} nests its elements deeper than pages do, so it is not read. Add its text as a file.',
  },
  'sources.file_name': {
    status: 400,
    retryable: false,
    message: '{name} is no text file by its name: it must end in .txt, .md, .csv or .html.',
  },
  'sources.too_large': { status: 413, retryable: false, message: 'The file is larger than 256 KB.' },
});
