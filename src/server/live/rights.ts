import { setTimeout as delay } from 'node:timers/promises';
import { CLOSE } from '#client/live-protocol';
import type { PlacedEvent } from '#platform/events/outbox';
import type { Caller, Callers } from '#server/callers';
import type { Connection } from './connection.ts';

/** Ends sockets whose caller may no longer have them, and those of whom that cannot be found out. */
export interface RightsWatch {
  /** Watches a socket from now on; it is checked at once, as what changed while it opened was not heard. */
  add(connection: Connection): void;
  remove(connection: Connection): void;
  /** Checks those whom an event may have taken a right from. */
  hear(event: PlacedEvent): void;
  checkAll(): void;
  close(): void;
}

/** Sessions and keys also end by the clock, of which no event tells. */
const RECHECK_MS = 30_000;
/** A check that fails is made again so often, and for so long, before its socket ends. */
const RETRY_MS = 1_000;
const DOUBT_MS = 10_000;
/** A database that has gone away without a word answers never. */
const ANSWER_WITHIN_MS = 5_000;
/** So many checks at once: requests of people need connections to the database as well. */
const LANES = 3;
/** After one of these somebody may have lost a right. */
const RIGHTS_CHANGED = /^(session\.ended|password\.changed|second_factor\.|member\.|key\.revoked)/;

export function watchRights(callers: Callers): RightsWatch {
  /** Since when it has not been known whether a socket may go on; undefined: it may. */
  const doubts = new Map<Connection, number | undefined>();
  const asked = new Set<Connection>();
  let lanes = 0;

  function ask(connection: Connection): void {
    if (!doubts.has(connection)) return;
    doubts.set(connection, doubts.get(connection) ?? performance.now());
    asked.add(connection);
    if (lanes < LANES) void workOff();
  }

  async function workOff(): Promise<void> {
    lanes += 1;
    for (;;) {
      const [connection] = asked;
      if (connection === undefined) break;
      asked.delete(connection);
      await check(connection);
    }
    lanes -= 1;
  }

  async function check(connection: Connection): Promise<void> {
    const isAllowed = await isStillAllowed(callers, connection.caller);
    if (!doubts.has(connection)) return;
    if (isAllowed === false) connection.end(CLOSE.notAllowed, 'your session or your rights have ended');
    // Asked again meanwhile: the answer may be older than what it was asked for.
    if (isAllowed === true) doubts.set(connection, asked.has(connection) ? performance.now() : undefined);
  }

  function settleDoubts(): void {
    const latest = performance.now() - DOUBT_MS;
    for (const [connection, since] of doubts) {
      if (since === undefined) continue;
      if (since > latest) ask(connection);
      else connection.end(CLOSE.unchecked, 'your rights could not be checked; come back with your positions');
    }
  }

  const checkAll = (): void => {
    for (const connection of doubts.keys()) ask(connection);
  };
  const timers = [setInterval(checkAll, RECHECK_MS), setInterval(settleDoubts, RETRY_MS)];
  for (const timer of timers) timer.unref();

  return {
    add(connection) {
      doubts.set(connection, undefined);
      ask(connection);
    },
    remove(connection) {
      doubts.delete(connection);
      asked.delete(connection);
    },
    hear(event) {
      if (!RIGHTS_CHANGED.test(event.type)) return;
      for (const connection of doubts.keys()) if (mayConcern(event, connection.caller)) ask(connection);
    },
    checkAll,
    close() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** undefined: it could not be found out now. */
function isStillAllowed(callers: Callers, caller: Caller): Promise<boolean | undefined> {
  return Promise.race([
    callers.isStillAllowed(caller).catch(() => undefined),
    delay(ANSWER_WITHIN_MS, undefined, { ref: false }),
  ]);
}

function mayConcern(event: PlacedEvent, { workspaceId, actor }: Caller): boolean {
  return event.workspaceId === workspaceId || ('id' in actor && actor.id === event.subject.id);
}
