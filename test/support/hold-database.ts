/** Holds the embedded database of a home in a process of its own until it is told to leave. */
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { silentLog } from '#platform/log/log';

const [home = ''] = process.argv.slice(2);

try {
  const server = await holdEmbeddedServer(home, silentLog());
  process.send?.({ url: server.url, folder: server.folder });
  process.once('message', () => {
    void server.release().then(() => process.exit(0));
  });
} catch (error) {
  process.send?.({ error: (error as Error).message, code: (error as { code?: string }).code });
  process.exit(1);
}
