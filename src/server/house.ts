import { join } from 'node:path';
import { systemClock } from '#kernel/clock';
import type { FlowDeps } from '#flows/index';
import { PROMPTS } from '#agents/prompts';
import { openGateway, openPromptLibrary, readModelsFile } from '#llm/index';
import type { Config } from '#platform/config/config';
import { openDatabase } from '#platform/db/database';
import { holdEmbeddedServer } from '#platform/db/embedded/supervisor';
import { migrateDatabase } from '#platform/db/migrate';
import { openFileStore } from '#platform/files/file-store';
import { fetchPage } from '#platform/http/fetch-page';
import type { Log } from '#platform/log/log';
import { openVault } from '#platform/secrets/vault';
import { migrateEngine, openRunControl } from '#platform/workflow/engine';
import type { StudioRenderer } from '#studio/render/index';

/** The parts of one process, opened in order; `close` takes them down in the other order. */
export interface House extends FlowDeps {
  readonly databaseUrl: string;
  /** Where the database runs, for people. */
  readonly databasePlace: string;
  /** Migrations that ran while opening. */
  readonly migrated: readonly string[];
  /** The studio's renderer, loaded when it is first asked for: a process that draws nothing does without it. */
  studio(): Promise<StudioRenderer>;
  close(): Promise<void>;
}

/** Opens database (embedded or by DATABASE_URL), schema, run control and file store. Throws `db.*` or `secrets.*`. */
export async function openHouse(config: Config, log: Log): Promise<House> {
  await using parts = new AsyncDisposableStack();
  const place = await openDatabasePlace(config, log);
  parts.defer(() => place.release());
  const db = await openDatabase({ url: place.url, log });
  parts.defer(() => db.close());
  const migrated = await migrateDatabase(db);
  await migrateEngine(place.url);
  const runs = await openRunControl({ url: place.url, log });
  parts.defer(() => runs.close());
  const file = await readModelsFile(config.modelsFile);
  const vault = await openVault({ db, log, homeDir: config.homeDir, masterKey: config.masterKey });
  const gateway = openGateway({ db, log, keys: config.modelKeys, vault, file });
  parts.defer(() => gateway.close());
  const files = openFileStore(join(config.homeDir, 'files'));
  files.sweep();
  const kept = parts.move();
  const close = (): Promise<void> => kept.disposeAsync();
  return {
    config,
    log,
    db,
    files,
    runs,
    gateway,
    prompts: openPromptLibrary(db, PROMPTS),
    vault,
    clock: systemClock,
    fetchPage: config.fetchesPages ? (address) => fetchPage(address) : null,
    databaseUrl: place.url,
    databasePlace: place.name,
    migrated,
    studio: openStudioOnce(),
    close,
  };
}

function openStudioOnce(): () => Promise<StudioRenderer> {
  let opening: Promise<StudioRenderer> | undefined;
  return () =>
    (opening ??= import('#studio/render/index').then(({ createStudioRenderer }) => createStudioRenderer()));
}

async function openDatabasePlace(
  config: Config,
  log: Log,
): Promise<{ url: string; name: string; release(): Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    const url = config.databaseUrl.reveal();
    const { host, pathname } = new URL(url);
    return { url, name: `${host}${pathname}`, release: () => Promise.resolve() };
  }
  const server = await holdEmbeddedServer(config.homeDir, log);
  return {
    url: server.url,
    name: `embedded PostgreSQL in ${server.folder}`,
    release: () => server.release(),
  };
}
