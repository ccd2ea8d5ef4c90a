import { parseBrand } from './parse-brand.ts';
import type { BrandDocument } from './brand-document.ts';
import { brandError } from './errors.ts';
import { addressesByPath, filesOf } from './kit-files.ts';
import { kitFields, writeKitText } from './kit-text.ts';
import { MAX_DOCUMENT_BYTES } from '#platform/structured-text/parse-structured-text';
import type { StoredBrand } from './store.ts';

/** What is wrong with a kit, at the path of its field. */
export interface Issue {
  readonly field: string;
  readonly message: string;
}

/**
 * An edited document as a kit file with it would be read, so that it can be exported and imported again, with the files
 * it uses of those the kit has. Throws `brands.document_invalid` with each problem at its field.
 */
export async function checkDocument(
  given: BrandDocument,
  kit: Pick<StoredBrand, 'key' | 'document' | 'files'>,
): Promise<Pick<StoredBrand, 'document' | 'files'>> {
  if (given.key !== kit.key)
    throw documentError([{ field: 'key', message: 'The key of a brand never changes.' }]);
  if (Buffer.byteLength(writeKitText(given)) > MAX_DOCUMENT_BYTES)
    throw documentError([{ field: '', message: 'The kit is larger than 256 KB as a file.' }]);
  const content = JSON.stringify(kitFields(given));
  const read = await parseBrand({ fileName: 'brand.json', content });
  if (!read.ok) {
    const errors = read.problems.filter(({ severity }) => severity === 'error');
    throw documentError(
      errors.map(({ field = '', message, hint }) => ({ field, message: `${message} ${hint}` })),
    );
  }
  const { document } = read;
  const { files, unknown } = filesOf(document, addressesByPath(kit));
  if (unknown.length > 0) {
    throw documentError(
      unknown.map(({ field, link }) => ({ field, message: `The kit has no file ${link}. Upload it first.` })),
    );
  }
  return { document, files };
}

/** `brands.document_invalid` with each problem at its field. */
export function documentError(issues: readonly Issue[]): Error {
  const problems = issues.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  return brandError('brands.document_invalid', { problems: problems.join('; '), issues });
}
