import type { TaskRunDetail } from '#modules/tasks/contract';
import { capitalised } from '../../lib/words.ts';

type Place = Pick<TaskRunDetail['editable'][number], 'path' | 'text' | 'role'>;
interface Text {
  readonly path: string;
  readonly text: string;
}

/** Places under names of their own: `A move for the campaign 2` where there are several moves. */
export function namedPlaces<Of extends Place>(places: readonly Of[]): (Of & { readonly name: string })[] {
  const groups = Map.groupBy(places, ({ role }) => role);
  return places.map((place) => {
    const alike = groups.get(place.role) ?? [];
    const number = alike.length < 2 ? '' : ` ${alike.indexOf(place) + 1}`;
    return { ...place, name: `${capitalised(place.role)}${number}` };
  });
}

/** The texts that differ from what stands there, in the order of the work. */
export function changedTexts(
  places: readonly Place[],
  written: Readonly<Record<string, string>>,
): { path: string; text: string }[] {
  return places.flatMap(({ path, text }) => {
    const own = written[path]?.trim();
    return own === undefined || own === text.trim() ? [] : [{ path, text: own }];
  });
}

/** The changed texts before and after, each under what stands there, for a diff by lines. */
export function diffTexts(
  places: readonly Place[],
  texts: readonly Text[],
): { before: string; after: string } {
  const changed = new Map(texts.map(({ path, text }) => [path, text]));
  const shown = namedPlaces(places).filter(({ path }) => changed.has(path));
  const lines = (textOf: (place: Place) => string): string =>
    shown.map((place) => `${place.name}\n${textOf(place)}`).join('\n\n');
  return { before: lines(({ text }) => text), after: lines(({ path, text }) => changed.get(path) ?? text) };
}
