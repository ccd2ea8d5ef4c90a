import type { Fact } from './facts.ts';
import { readPlace, writePlace } from './places.ts';
import type { TaskType, WordablePlace } from './task-type.ts';
import { statement, statementPlaces, type WorkProduct, workProductOf } from './work-product.ts';

/** A text of a work product that a person may write anew; findings, figures, order and choice stay as they are. */
export interface EditablePlace {
  /** In the product, such as `content.moves.0.text`. */
  readonly path: string;
  readonly role: string;
  readonly text: string;
  readonly mostCharacters: number;
  /** Parts that must stay in it, such as an address or a figure. */
  readonly mustKeep: readonly string[];
}

const MOST_PLACES = 200;

/** The summary, the next steps, the texts that the type lets be worded, and what nobody has stated yet. */
export function editablePlaces(type: TaskType, product: WorkProduct): EditablePlace[] {
  const content = type.content.safeParse(product.content);
  if (!content.success) return [];
  const places: readonly WordablePlace[] = [
    { path: 'summary', role: 'Summary', mostCharacters: 1_200 },
    ...product.next.map((_step, index) => ({
      path: `next.${index}`,
      role: `Next step ${index + 1}`,
      mostCharacters: 400,
    })),
    ...type.wordable(content.data).map((place) => ({ ...place, path: `content.${place.path}` })),
    ...statementPlaces(product.content, 'content')
      .filter(({ said }) => said.basis === 'assumed')
      .map(({ path }) => ({
        path: `${path}.text`,
        role: 'What nobody has stated yet',
        mostCharacters: 1_000,
      })),
  ];
  const byPath = new Map(places.toReversed().map((place) => [place.path, place]));
  return [...new Set(places.map(({ path }) => path))].slice(0, MOST_PLACES).flatMap((path) => {
    const [place, text] = [byPath.get(path), readPlace(product, path)];
    if (place === undefined || text === undefined) return [];
    const { role, mostCharacters, mustKeep = [] } = place;
    return [{ path, text, role, mostCharacters, mustKeep }];
  });
}

interface Revision {
  readonly product: WorkProduct;
  /** One fact for each text that was written, under `stated.` and its path. */
  readonly facts: readonly Fact[];
  /** Paths of the texts that differ now. */
  readonly edited: readonly string[];
}
/** What keeps a text from being taken, at its path. */
export interface RevisionIssue {
  readonly field: string;
  readonly message: string;
}

/**
 * A product with texts of a person in place of some of its own. A statement that a person wrote rests on what they stated;
 * `backing` says who, when and why. Issues where a text cannot be taken, and then nothing is.
 */
export function reviseProduct(
  type: TaskType,
  product: WorkProduct,
  given: { texts: readonly { path: string; text: string }[]; backing: string },
): Revision | { issues: readonly RevisionIssue[] } {
  const places = new Map(editablePlaces(type, product).map((place) => [place.path, place]));
  const issues = given.texts.flatMap(({ path, text }) => {
    const message = problemOf(places.get(path), text);
    return message === undefined ? [] : [{ field: path, message }];
  });
  if (issues.length > 0) return { issues: issues.slice(0, 20) };
  const changed = given.texts.filter(({ path, text }) => places.get(path)?.text !== text);
  if (changed.length === 0)
    return { issues: [{ field: 'texts', message: 'No text differs from what stands there.' }] };
  let next: unknown = product;
  for (const edit of changed) next = withText(next, edit);
  const parsed = workProductOf(type.content).safeParse(next);
  if (!parsed.success)
    return {
      issues: parsed.error.issues
        .slice(0, 20)
        .map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
    };
  const { content, ...frame } = parsed.data;
  return {
    product: { ...frame, content: type.settle?.(content) ?? content },
    facts: changed.map(({ path, text }) => ({
      id: factOf(path),
      text,
      source: 'person',
      backing: given.backing,
    })),
    edited: changed.map(({ path }) => path),
  };
}

/** The id of the fact that a person stated the text at a path. */
function factOf(path: string): string {
  return `stated.${path}`;
}

/** Where the text is that of a statement, that rests on what the person stated from then on. */
function withText(product: unknown, { path, text }: { path: string; text: string }): unknown {
  const written = writePlace(product, path, text);
  const at = path.split('.').slice(0, -1).join('.');
  const parent = statement.safeParse(readPlace(written, at, 'object'));
  if (!path.endsWith('.text') || !parent.success) return written;
  const facts = [...new Set([factOf(path), ...parent.data.facts])].slice(0, 20);
  return writeObject(written, at, { basis: 'stated', facts });
}

function writeObject(value: unknown, path: string, set: object): unknown {
  const [key = '', ...rest] = path.split('.');
  const child: unknown = (value as Record<string, unknown>)[key];
  const next = rest.length === 0 ? { ...(child as object), ...set } : writeObject(child, rest.join('.'), set);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? next : item));
  return { ...(value as object), [key]: next };
}

function problemOf(place: EditablePlace | undefined, text: string): string | undefined {
  if (place === undefined) return 'There is no text here that could be written anew.';
  if (text.trim() === '') return 'It needs a text.';
  if (text.length > place.mostCharacters)
    return `It has ${text.length} characters; ${place.mostCharacters} are the most.`;
  const lost = place.mustKeep.find((part) => !text.includes(part));
  return lost === undefined ? undefined : `“${lost}” must stay in it.`;
}
