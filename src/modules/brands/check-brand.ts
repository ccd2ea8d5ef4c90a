import { readBoundedFile } from '#platform/files/read-bounded-file';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import { resolveInside } from '#platform/files/resolve-inside';
import { sha256 } from '#kernel/hash';
import type { Problem } from '#platform/structured-text/problem';
import type { ParsedBrand } from './parse-brand.ts';

export const MAX_FONT_BYTES = 20 * 1024 * 1024;

/** A logo or font file of a kit that was found and is what it should be. */
export interface BrandFile {
  /** Canonical path of the field: `logo.onLight`, `fonts.text.files[0].path`. */
  readonly field: string;
  readonly link: string;
  readonly path: string;
  readonly sha256: string;
}

interface Link {
  readonly field: string;
  readonly link: string;
  readonly kind: 'logo' | 'font';
}

/** Looks at the files a kit links to: they lie inside its folder and are pictures or fonts. */
export async function checkBrand(
  brand: ParsedBrand,
  folder: string,
): Promise<{ readonly problems: readonly Problem[]; readonly files: readonly BrandFile[] }> {
  const problems: Problem[] = [];
  const files: BrandFile[] = [];
  for (const link of linksOf(brand)) {
    const found =
      link.kind === 'logo' ? await readLinkedPicture(folder, link.link) : await readFont(folder, link.link);
    if (found.ok) {
      files.push({ field: link.field, link: link.link, path: found.path, sha256: found.sha256 });
      continue;
    }
    const { reason, message, hint } = found;
    const words = { severity: 'error', rule: `${link.kind}.${reason}`, message, hint } as const;
    problems.push(brand.problemFor(link.field, words));
  }
  return { problems, files };
}

function linksOf(brand: ParsedBrand): Link[] {
  const { logo, fonts } = brand.document;
  const logos = (['onLight', 'onDark'] as const).flatMap((side): Link[] => {
    const link = logo[side];
    return link === undefined ? [] : [{ field: `logo.${side}`, link, kind: 'logo' }];
  });
  const own = (['display', 'text'] as const).flatMap((use) =>
    (fonts[use].files ?? []).map(({ path }, index): Link => ({
      field: `fonts.${use}.files[${index}].path`,
      link: path,
      kind: 'font',
    })),
  );
  // One family for headline and text stands in the document twice, but its files are looked at once.
  const unique = new Map(
    [...logos, ...own].map((link) => [`${link.kind}:${link.link}`, link] as const).toReversed(),
  );
  return [...unique.values()].toReversed();
}

type FontOutcome =
  | { readonly ok: true; readonly path: string; readonly sha256: string }
  | { readonly ok: false; readonly reason: string; readonly message: string; readonly hint: string };

async function readFont(folder: string, link: string): Promise<FontOutcome> {
  const resolved = await resolveInside(folder, link);
  if (!resolved.ok) return resolved;
  const read = await readBoundedFile(resolved.path, MAX_FONT_BYTES);
  if (!read.ok) return read;
  const mark = Buffer.from(read.bytes.subarray(0, 4)).toString('latin1');
  if (['wOF2', 'wOFF', 'OTTO', 'true', '\0\u0001\0\0'].includes(mark)) {
    return { ok: true, path: resolved.path, sha256: sha256(read.bytes) };
  }
  const message = 'The file is not a font.';
  return { ok: false, reason: 'kind', message, hint: 'Use a WOFF2, WOFF, TrueType or OpenType file.' };
}
