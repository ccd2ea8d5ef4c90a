import { languageOf } from '#kernel/local-text';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import type { PictureKind } from '#platform/files/picture-kind';
import type { Problem } from '#platform/structured-text/problem';
import { contentHash } from './content-hash.ts';
import type { ParsedBrief } from './parse-brief.ts';

export interface BriefSurroundings {
  /** Folder that pictures may lie in: the folder of the brief, or an assets folder. Absent: no files are looked at. */
  readonly assetsRoot?: string;
  /** Languages the offline writer knows; the others are warned about. */
  readonly languages?: ReadonlySet<string>;
}

export interface BriefAsset {
  readonly productKey: string;
  /** Canonical path of the field: `products[0].image`. */
  readonly field: string;
  /** Real path of the file. */
  readonly path: string;
  readonly kind: PictureKind;
  readonly sha256: string;
}

export interface BriefCheck {
  /** Errors and warnings; the brief may go on when there is no error. */
  readonly problems: readonly Problem[];
  readonly assets: readonly BriefAsset[];
  /** Of the document and the pictures it links to. */
  readonly contentHash: string;
}

/** Checks a parsed brief against its surroundings: the pictures it links to and the languages that are known. */
export async function checkBrief(brief: ParsedBrief, surroundings: BriefSurroundings): Promise<BriefCheck> {
  const problems: Problem[] = [...checkLanguages(brief, surroundings.languages)];
  const assets: BriefAsset[] = [];
  const { assetsRoot } = surroundings;
  // One after the other: a picture may have 20 MB.
  for (const [index, product] of brief.document.products.entries()) {
    if (product.image === undefined || assetsRoot === undefined) continue;
    const field = `products[${index}].image`;
    const found = await readLinkedPicture(assetsRoot, product.image);
    if (found.ok) {
      const { path, kind, sha256 } = found;
      assets.push({ productKey: product.key, field, path, kind, sha256 });
      continue;
    }
    const { message, hint } = found;
    problems.push(
      brief.problemFor(field, { severity: 'error', rule: `image.${found.reason}`, message, hint }),
    );
  }
  const hashes = Object.fromEntries(assets.map(({ productKey, sha256 }) => [productKey, sha256]));
  return { problems, assets, contentHash: contentHash(brief.document, hashes) };
}

function checkLanguages(brief: ParsedBrief, languages: ReadonlySet<string> | undefined): Problem[] {
  if (languages === undefined) return [];
  return brief.document.locales.flatMap((locale, index) => {
    if (languages.has(languageOf(locale))) return [];
    const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(languageOf(locale)) ?? locale;
    return brief.problemFor(`locales[${index}]`, {
      severity: 'warning',
      rule: 'locale.no_language_pack',
      message: `The offline writer does not speak ${name} (${locale}); only the brief's own words are used.`,
      hint: `Known languages: ${[...languages].toSorted().join(', ')}.`,
    });
  });
}
