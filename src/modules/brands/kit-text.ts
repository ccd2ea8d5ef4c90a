import { stringify } from 'yaml';
import { styleKey } from '#kernel/fold-key';
import type { BrandDocument } from './brand-document.ts';

/** The kit as a person would write it in brand.yaml; reading it gives the same document. */
export function writeKitText(document: BrandDocument): string {
  const fields = kitFields(document, (name) => styleKey(name, 'snake'));
  return stringify(fields, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}

/** The fields of a kit file under names in the casing that is wanted. Groups without content are left out. */
export function kitFields(
  document: BrandDocument,
  named: (name: string) => string = (name) => name,
): Record<string, unknown> {
  const { key, name, language, colours, fonts, logo, shape, voice, imagery, legalLines, extra } = document;
  const group = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([field, value]) => (isEmpty(value) ? [] : [[named(field), value]])),
    );
  const known = {
    key,
    name,
    language,
    colours: group(colours),
    fonts: { display: fontField(fonts.display), text: fontField(fonts.text) },
    shape,
    ...group({
      logo: group(logo),
      voice: group(voice),
      // An empty group says something else than none.
      ...(imagery === undefined ? {} : { imagery: { style: imagery.style, [named('noGo')]: imagery.noGo } }),
      legalLines,
    }),
  };
  // A key that a field has is a field.
  const notes = Object.entries(extra).filter(([field]) => !Object.hasOwn(known, field));
  return { ...known, ...Object.fromEntries(notes) };
}

function fontField({ family, files }: BrandDocument['fonts']['text']): unknown {
  return files === undefined ? family : { family, files };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}
