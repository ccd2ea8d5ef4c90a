import type { Database } from '#platform/db/database';
import { listenTo } from '#platform/db/listen';
import type { Vault } from '#platform/secrets/vault';
import { readOverlay, SETTINGS_CHANNEL } from '#llm/store/settings';
import { defaultSettings } from './default-settings.ts';
import { type ModelKeys, readProviderKeys } from './model-keys.ts';
import { mergeSettings, resolveSettings, type Settings } from './settings.ts';
import type { SettingsDocument } from './settings-document.ts';

/** The settings of each workspace as they are in force now. */
export interface SettingsSource {
  current(workspaceId: string): Promise<Settings>;
  /** Reads them anew the next time: for the process that changed them itself. */
  forget(workspaceId: string): void;
  close(): Promise<void>;
}

/** Read again after so long even without news, should a notification be lost. */
const MOST_AGE_MS = 30_000;
const MOST_WORKSPACES = 1_000;

/** Settings from keys, file and database; a change in the database is in force in every process at once. */
export function openSettingsSource(options: {
  db: Database;
  keys: ModelKeys;
  vault: Vault;
  file: SettingsDocument | undefined;
}): SettingsSource {
  const { db, file } = options;
  const bases = new Map<string, SettingsDocument>();
  const known = new Map<string, { at: number; settings: Promise<Settings> }>();

  /** The same object for the same keys: the shelf of providers knows its providers by it. */
  function baseOf(names: readonly string[]): SettingsDocument {
    const key = names.toSorted().join(' ');
    const base = bases.get(key) ?? defaultSettings(names);
    if (bases.size >= MOST_WORKSPACES) bases.clear();
    bases.set(key, base);
    return base;
  }

  async function load(workspaceId: string): Promise<Settings> {
    const overlay = await readOverlay(db, workspaceId);
    const keys = await readProviderKeys(options, workspaceId);
    const document = mergeSettings(baseOf([...keys.keys()]), file, overlay?.document);
    return resolveSettings(document, { revision: overlay?.revision ?? 0, keys });
  }

  const listening = listenTo({
    url: db.url,
    channel: SETTINGS_CHANNEL,
    part: 'llm settings',
    onMessage: (workspaceId) => known.delete(workspaceId),
    onConnect: () => known.clear(),
  });
  return {
    current(workspaceId) {
      const found = known.get(workspaceId);
      if (found !== undefined && performance.now() - found.at < MOST_AGE_MS) return found.settings;
      const settings = load(workspaceId);
      settings.catch(() => known.delete(workspaceId));
      known.delete(workspaceId);
      known.set(workspaceId, { at: performance.now(), settings });
      const [oldest] = known.keys();
      if (known.size > MOST_WORKSPACES && oldest !== undefined) known.delete(oldest);
      return settings;
    },
    forget: (workspaceId) => void known.delete(workspaceId),
    close: () => listening.close(),
  };
}
