import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { CLOSE, LIVE_PATH, MOST_MESSAGE_BYTES } from '#client/live-protocol';
import { firstRow } from '#platform/db/database';
import { type LiveEvents, openLiveEvents } from '#platform/events/live';
import type { PlacedEvent } from '#platform/events/outbox';
import type { Caller, Callers } from '#server/callers';
import type { House } from '#server/house';
import { type Connection, serveConnection } from './connection.ts';

const MOST_SOCKETS = 500;
/** Sessions and keys also end by the clock, of which no event tells. */
const RECHECK_MS = 30_000;
/** After one of these somebody may have lost a right. */
const RIGHTS_CHANGED = /^(session\.ended|password\.changed|second_factor\.|member\.|key\.revoked)/;
const BRANDS_KEPT = 5_000;

/**
 * Serves live updates at `/api/ws`. Who may open it is decided as for any request; each topic asks for its permission
 * when it is subscribed to, and a socket ends within a second after its session, key or membership did.
 */
export async function mountLive(
  server: FastifyInstance,
  parts: { house: House; callers: Callers },
): Promise<void> {
  const { house, callers } = parts;
  const { db, log } = house;
  const connections = new Set<Connection>();
  const brandOf = rememberBrands(house);
  let live: Promise<LiveEvents> | undefined;

  function hear(event: PlacedEvent): void {
    for (const connection of connections) connection.take(event);
    if (event.type === 'campaign.status_changed') brandOf.forget(event.subject.id);
    if (RIGHTS_CHANGED.test(event.type)) void recheck(event);
  }

  async function recheck(about?: PlacedEvent): Promise<void> {
    for (const connection of connections) {
      const { actor, workspaceId } = connection.caller;
      const concerns =
        about === undefined ||
        about.workspaceId === workspaceId ||
        idOf(connection.caller) === about.subject.id;
      if (!concerns || actor.kind === 'operator') continue;
      const isAllowed = await callers.isStillAllowed(connection.caller).catch(() => true);
      if (!isAllowed) connection.end(CLOSE.notAllowed, 'your session or your rights have ended');
    }
  }

  /** The first socket opens the connection that listens; most servers of tests and tools never have one. */
  function follow(): Promise<LiveEvents> {
    live ??= openLiveEvents({ db, url: house.databaseUrl, log }).then((events) => {
      events.subscribe(hear);
      return events;
    });
    live.catch(() => (live = undefined));
    return live;
  }

  // A request that was refused before the plugin saw it keeps its connection, which Node no longer counts as its own.
  server.addHook('onResponse', async (request) => {
    if (request.headers.upgrade !== undefined) request.raw.socket.destroy();
  });
  await server.register(websocket, { options: { maxPayload: MOST_MESSAGE_BYTES } });
  server.get(LIVE_PATH, { websocket: true, config: { needs: 'caller' } }, (socket, request) => {
    const caller = callers.of(request);
    if (caller === undefined) return socket.close(CLOSE.notAllowed, 'not signed in');
    if (connections.size >= MOST_SOCKETS)
      return socket.close(CLOSE.full, 'this server serves as many sockets as it may');
    const ready = follow();
    const connection = serveConnection({
      db,
      ready,
      log,
      caller,
      socket,
      brandOf: brandOf.find,
      onEnd: () => connections.delete(connection),
    });
    connections.add(connection);
    ready.catch((error: unknown) => {
      log.warn({ err: error }, 'events cannot be followed');
      connection.end(1011, 'events cannot be followed now');
    });
  });

  const timer = setInterval(() => void recheck(), RECHECK_MS);
  timer.unref();
  server.addHook('preClose', async () => {
    clearInterval(timer);
    for (const connection of connections) connection.end(1001, 'the server ends');
    await (await live)?.close();
  });
}

function idOf({ actor }: Caller): string | undefined {
  return 'id' in actor ? actor.id : undefined;
}

/** Brands of campaigns, for people who see some of them; asked for once while they are used. */
function rememberBrands({ db }: House): {
  find: (workspaceId: string, campaignId: string) => Promise<string | null>;
  forget: (campaignId: string) => void;
} {
  const known = new Map<string, string | null>();
  return {
    async find(workspaceId, campaignId) {
      const found = known.get(campaignId);
      if (found !== undefined) return found;
      const row = await firstRow(
        db,
        sql<{ brand: string | null }>`select brand_id as brand from campaign
          where workspace_id = ${workspaceId} and id = ${campaignId}`,
      );
      const brand = row?.brand ?? null;
      known.set(campaignId, brand);
      const [oldest] = known.keys();
      if (known.size > BRANDS_KEPT && oldest !== undefined) known.delete(oldest);
      return brand;
    },
    forget: (campaignId) => known.delete(campaignId),
  };
}
