import type { BreakKind } from '#kernel/chain-break';
import { type ChainHead, type ChainLink, GENESIS, hashAfter, numberOf } from './chain.ts';

/** The first place where a chain is broken. */
export interface ChainBreak {
  /** The number of the entry that is missing, changed, out of its place or too many. */
  readonly sequence: number;
  readonly kind: BreakKind;
  /** What was found, in a sentence. */
  readonly detail: string;
}

export interface ChainWalk {
  /** Looks at the next link, in the order of their numbers, or as they lie in a file. */
  take(link: ChainLink): void;
  /** The first break, after the last link; undefined where the chain is whole. `head` is what is stored beside it. */
  finish(head: ChainHead | undefined): ChainBreak | undefined;
  /** The last place that holds, from the first entry on. */
  readonly sound: ChainHead;
}

/** A break whose kind hangs on whether an entry of the number `seek` still comes. */
interface Suspicion {
  readonly seek: number;
  readonly found: ChainBreak;
  readonly missed: ChainBreak;
}

/**
 * Follows a chain link by link in constant memory. `known` is a head that was kept elsewhere: without one, entries cut
 * off at the end together with the stored head, or a chain that was written anew, cannot be seen.
 */
export function walkChain(known?: ChainHead): ChainWalk {
  let sound: ChainHead = { sequence: 0, hash: GENESIS };
  let broken: ChainBreak | undefined;
  let suspicion: Suspicion | undefined;

  function inspect(link: ChainLink): void {
    const finding = judgeLink(link, sound);
    if (finding === undefined) {
      sound = { sequence: link.sequence, hash: link.hash };
      if (known?.sequence === sound.sequence && known.hash !== sound.hash) broken = rewritten(sound.sequence);
    } else if ('seek' in finding) suspicion = finding;
    else broken = finding;
  }

  return {
    get sound() {
      return sound;
    },
    take(link) {
      if (broken !== undefined) return;
      if (suspicion === undefined) inspect(link);
      else if (numberOf(link.record) === suspicion.seek) broken = suspicion.found;
    },
    finish(head) {
      const found = broken ?? suspicion?.missed;
      if (found === undefined) return judgeEnd(sound, head, known);
      return head !== undefined && found.sequence > head.sequence ? afterHead(head) : found;
    },
  };
}

/** What is wrong with a link after the last sound one. */
function judgeLink(link: ChainLink, sound: ChainHead): ChainBreak | Suspicion | undefined {
  const expected = sound.sequence + 1;
  const claimed = numberOf(link.record);
  if (link.sequence < expected || (claimed !== undefined && claimed < expected)) {
    return say(
      claimed ?? link.sequence,
      'inserted',
      `a second entry says that it is number ${claimed ?? link.sequence}`,
    );
  }
  if (link.sequence > expected || (claimed !== undefined && claimed > expected)) {
    return {
      seek: expected,
      found: say(
        expected,
        'reordered',
        `entry ${claimed ?? link.sequence} stands in the place of number ${expected}`,
      ),
      missed: say(expected, 'deleted', `there is no entry ${expected}, but there are later ones`),
    };
  }
  if (hashAfter(sound.hash, link.record) === link.hash) {
    if (claimed === undefined) return say(expected, 'edited', 'its text does not say which number it is');
    if (link.previousHash === sound.hash) return undefined;
    return say(expected, 'edited', 'the hash it names as the one before is not that of the entry before');
  }
  const followsAnother = link.previousHash !== sound.hash;
  if (followsAnother && hashAfter(link.previousHash, link.record) === link.hash)
    return say(Math.max(1, sound.sequence), 'edited', `entry ${expected} was chained to another text of it`);
  return {
    seek: expected,
    found: say(
      expected,
      'inserted',
      `two entries say that they are number ${expected}, and the first is not on the chain`,
    ),
    missed: say(expected, 'edited', 'its text and its hash do not belong together'),
  };
}

/** What is wrong at the end: with the head stored beside the chain, then with the one kept elsewhere. */
function judgeEnd(
  sound: ChainHead,
  head: ChainHead | undefined,
  known: ChainHead | undefined,
): ChainBreak | undefined {
  if (head === undefined && sound.sequence > 0)
    return say(sound.sequence, 'deleted', 'there are entries, but the stored head is gone');
  const stored = head ?? { sequence: 0, hash: GENESIS };
  if (stored.sequence > sound.sequence) return truncated(sound.sequence, stored, 'the stored head');
  if (known !== undefined && known.sequence > sound.sequence)
    return truncated(sound.sequence, known, 'the head kept elsewhere');
  if (stored.sequence < sound.sequence) return afterHead(stored);
  if (stored.hash !== sound.hash)
    return say(sound.sequence, 'edited', 'the stored head names another hash for it');
  return undefined;
}

function truncated(last: number, head: ChainHead, what: string): ChainBreak {
  return say(
    last + 1,
    'truncated',
    `the chain ends at number ${last}, but ${what} is number ${head.sequence}`,
  );
}

function afterHead({ sequence }: ChainHead): ChainBreak {
  return say(sequence + 1, 'inserted', `it stands after the stored head, which is number ${sequence}`);
}

function rewritten(sequence: number): ChainBreak {
  return say(
    sequence,
    'rewritten',
    'it has another hash than the head kept elsewhere: this or an earlier entry was written anew',
  );
}

function say(sequence: number, kind: BreakKind, detail: string): ChainBreak {
  return { sequence, kind, detail };
}
