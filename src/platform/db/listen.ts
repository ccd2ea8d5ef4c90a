import pg from 'pg';

/** Follows a channel of NOTIFY on a connection of its own, which is opened again when it is lost. */
export interface Listening {
  close(): Promise<void>;
}

const RECONNECT_MS = 500;

/**
 * Calls `onMessage` for each notification, and `onConnect` whenever it listens (again): what was said in between
 * was not heard, so whoever needs it reads it there.
 */
export function listenTo(options: {
  url: string;
  channel: string;
  part: string;
  onMessage: (payload: string) => void;
  onConnect?: () => void;
}): Listening {
  let isClosed = false;
  let client: pg.Client | undefined;

  async function connect(): Promise<void> {
    if (isClosed) return;
    const next = new pg.Client({
      connectionString: options.url,
      application_name: `aicmo ${options.part} ${process.pid}`,
    });
    next.on('error', () => undefined);
    next.on('notification', ({ payload }) => options.onMessage(payload ?? ''));
    next.once('end', () => {
      client = undefined;
      if (!isClosed) setTimeout(() => void connect(), RECONNECT_MS).unref();
    });
    try {
      await next.connect();
      await next.query(`listen ${pg.escapeIdentifier(options.channel)}`);
      client = next;
      if (isClosed) await next.end();
      else options.onConnect?.();
    } catch {
      await next.end().catch(() => undefined);
    }
  }

  const first = connect();
  return {
    async close() {
      isClosed = true;
      await first;
      await client?.end().catch(() => undefined);
    },
  };
}
