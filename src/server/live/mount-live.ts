import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import { CLOSE, LIVE_PATH, MOST_MESSAGE_BYTES } from '#client/live-protocol';
import { type LiveEvents, openLiveEvents } from '#platform/events/live';
import type { PlacedEvent } from '#platform/events/outbox';
import type { Callers } from '#server/callers';
import type { House } from '#server/house';
import { rememberBrands } from './brands.ts';
import { type Connection, serveConnection } from './connection.ts';
import { watchRights } from './rights.ts';

const MOST_SOCKETS = 500;

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
  const rights = watchRights(callers);
  const brands = rememberBrands(db);
  let live: Promise<LiveEvents> | undefined;

  function hear(event: PlacedEvent): void {
    for (const connection of connections) connection.take(event);
    if (event.type === 'campaign.status_changed') brands.forget(event.subject.id);
    rights.hear(event);
  }

  function startOver(): void {
    brands.forgetAll();
    for (const connection of connections)
      connection.end(CLOSE.startsOver, 'the database was restored; come back with your positions');
  }

  /** The first socket opens the connection that listens; most servers of tests and tools never have one. */
  function follow(): Promise<LiveEvents> {
    live ??= openLiveEvents({
      db,
      url: house.databaseUrl,
      log,
      onEvent: hear,
      onOtherHistory: startOver,
      // Nobody hears that a right has ended either.
      onFault: () => rights.checkAll(),
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
      brandOf: brands.find,
      onEnd: () => {
        connections.delete(connection);
        rights.remove(connection);
      },
    });
    connections.add(connection);
    ready.then(
      () => connections.has(connection) && rights.add(connection),
      (error: unknown) => {
        log.warn({ err: error }, 'events cannot be followed');
        connection.end(1011, 'events cannot be followed now');
      },
    );
  });

  server.addHook('preClose', async () => {
    rights.close();
    for (const connection of connections) connection.end(1001, 'the server ends');
    await (await live)?.close();
  });
}
