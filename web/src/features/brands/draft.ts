import type { BrandDetail, BrandDocument } from '#modules/brands/contract';

export type Problems = Readonly<Record<string, string>>;

/** The document without what was begun and left empty. */
export function tidy(document: BrandDocument): BrandDocument {
  const { voice, imagery, legalLines, ...rest } = document;
  const { tagline, ...spoken } = voice;
  const line = tagline === undefined ? {} : filled(tagline);
  const lines = Object.entries(legalLines).map(([market, texts]) => [market, filled(texts)] as const);
  return {
    ...rest,
    name: rest.name.trim(),
    voice: {
      ...spoken,
      values: voice.values.map(filled).filter((value) => Object.keys(value).length > 0),
      preferredWords: filledLists(voice.preferredWords),
      bannedWords: filledLists(voice.bannedWords),
      hashtags: filledLists(voice.hashtags),
      ...(Object.keys(line).length === 0 ? {} : { tagline: line }),
    },
    ...(imagery === undefined || (imagery.style.length === 0 && imagery.noGo.length === 0)
      ? {}
      : { imagery }),
    legalLines: Object.fromEntries(lines.filter(([, texts]) => Object.keys(texts).length > 0)),
  };
}

function filled(texts: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([language, text]) =>
      text.trim() === '' ? [] : [[language, text.trim()]],
    ),
  );
}

function filledLists(lists: Readonly<Record<string, string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, words]) => words.length > 0));
}

/** Whether two documents say the same; the order of their fields does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  return sortedJson(a) === sortedJson(b);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isGroup(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** What I changed since `base`, put on top of what others changed since then; where both did, mine stands. */
export function mergeOnTop<Value>(base: Value, mine: Value, theirs: Value): Value {
  if (isSame(mine, base)) return theirs;
  if (isSame(theirs, base) || !isGroup(base) || !isGroup(mine) || !isGroup(theirs)) return mine;
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const merged = [...names].map((name) => [name, mergeOnTop(base[name], mine[name], theirs[name])] as const);
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined)) as Value;
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The fields of two documents that differ, with those of the voice by themselves. */
export function differingFields(
  before: BrandDocument,
  after: BrandDocument,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const [from, to] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])].filter(
    (name) => !isSame(from[name], to[name]),
  );
  const pick = (fields: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(names.map((name) => [name, fields[name]]));
  return { before: pick(from), after: pick(to) };
}

/** The same of two kits, with those of their files that are other ones, by the first digits of their SHA-256. */
export function differingKit(before: Kit, after: Kit): ReturnType<typeof differingFields> {
  const fields = differingFields(before.document, after.document);
  const roles = [...new Set([...Object.keys(before.files), ...Object.keys(after.files)])].filter(
    (role) => before.files[role] !== after.files[role],
  );
  const pick = ({ files }: Kit): Record<string, unknown> =>
    Object.fromEntries(roles.map((role) => [`file of ${role}`, files[role]?.slice(0, 12)]));
  return {
    before: { ...fields.before, ...pick(before) },
    after: { ...fields.after, ...pick(after) },
  };
}

type Kit = Pick<BrandDetail, 'document' | 'files'>;

function flat({ voice, ...rest }: BrandDocument): Record<string, unknown> {
  const spoken = Object.entries(voice).map(([name, value]) => [`voice.${name}`, value] as const);
  return { ...rest, ...Object.fromEntries(spoken) };
}

/** Problems that the server found, by the path of the field: `voice.bannedWords.en[0]`. */
export function problemsOf(details: Readonly<Record<string, unknown>>): Problems {
  const issues = Array.isArray(details['issues'])
    ? (details['issues'] as { field: string; message: string }[])
    : [];
  const named = issues.map(({ field, message }) => [pathOf(field), message] as const);
  // The first of a field stands.
  return Object.fromEntries(named.toReversed());
}

function pathOf(field: string): string {
  return field.replace(/^document\.?/, '').replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

/** The problem of a field, or of something inside of it. */
export function problemAt(problems: Problems, path: string): string | undefined {
  const found = Object.keys(problems).find(
    (name) => name === path || name.startsWith(`${path}.`) || name.startsWith(`${path}[`),
  );
  return found === undefined ? undefined : problems[found];
}

/** The problems of a refused document that the draft still has: a field that was changed since is no longer one. */
export function openProblems(
  refused: { readonly document: BrandDocument; readonly problems: Problems },
  draft: BrandDocument,
): Problems {
  const { document, problems } = refused;
  return Object.fromEntries(
    Object.entries(problems).filter(([path]) => isSame(valueAt(document, path), valueAt(draft, path))),
  );
}

function valueAt(document: BrandDocument, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    document,
  );
}

/** Languages that the voice of a kit says something in, its own first; `*` is every language. */
export function languagesOf({ language, voice }: Pick<BrandDocument, 'language' | 'voice'>): string[] {
  const { formality, tagline = {}, values, preferredWords, bannedWords, hashtags } = voice;
  const groups = [formality, tagline, preferredWords, bannedWords, hashtags, ...values];
  const found = new Set(groups.flatMap((group) => Object.keys(group)));
  found.delete('*');
  found.delete(language);
  return [language, ...[...found].toSorted(), '*'];
}
