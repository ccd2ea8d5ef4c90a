import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Secret } from '#kernel/secret';
import type { NamedKey } from './envelope.ts';
import { makeMasterFile, readMasterFile, replaceMasterFile } from './master-file.ts';
import { secretError } from './secret-errors.ts';

const KEY_BYTES = 32;

/** The master keys of one process, from the environment or from the file in its home. */
export interface MasterKeys {
  /** Where they are, for people. */
  readonly place: string;
  /** The first key: the one that is to be in force. Undefined when there is none. */
  first(): NamedKey | undefined;
  /** A key by its name; looks into the file again for one that is not known yet. */
  find(id: string): NamedKey | undefined;
  /** Makes the file with a new key, where there are none yet and no environment says otherwise. */
  make(): NamedKey | undefined;
  /** The file, where the keys come from one: rotation writes it. */
  readonly file: MasterFile | undefined;
}

export interface MasterFile {
  /** Puts a new key before the ones there are, and returns it. */
  addFirst(): NamedKey;
  /** Leaves only one key, and keeps the others in a file beside it, whose path is returned. */
  keepOnly(id: string): string;
}

/** Reads the master keys. Throws `secrets.master_readable`, `secrets.master_refused` or `secrets.master_invalid`. */
export function openMasterKeys(from: { homeDir: string; given: Secret | undefined }): MasterKeys {
  const { given } = from;
  if (given !== undefined) {
    const place = 'AICMO_MASTER_KEY';
    const keys = given
      .reveal()
      .split(',')
      .map((text) => readKey(text, place));
    return {
      place,
      first: () => keys[0],
      find: (id) => keys.find((key) => key.id === id),
      make: () => undefined,
      file: undefined,
    };
  }
  return openFile(join(from.homeDir, 'master.key'));
}

function openFile(path: string): MasterKeys {
  const linesOf = (): string[] => readMasterFile(path) ?? [];
  let keys = linesOf().map((line) => readKey(line, path));
  const read = (): NamedKey[] => (keys = linesOf().map((line) => readKey(line, path)));
  const byId = (id: string): NamedKey | undefined => keys.find((key) => key.id === id);
  return {
    place: path,
    first: () => keys[0],
    find(id) {
      const known = byId(id);
      if (known !== undefined) return known;
      read();
      return byId(id);
    },
    make() {
      makeMasterFile(path, [newLine()]);
      return read()[0];
    },
    file: {
      addFirst() {
        replaceMasterFile(path, [newLine(), ...linesOf()]);
        const [added] = read();
        if (added === undefined) throw new Error('the new master key was not written');
        return added;
      },
      keepOnly(id) {
        const lines = linesOf();
        const isKept = (line: string): boolean => readKey(line, path).id === id;
        const others = lines.filter((line) => !isKept(line));
        const old = `${path}.before-${id}`;
        replaceMasterFile(old, others, path);
        replaceMasterFile(path, lines.filter(isKept));
        read();
        return old;
      },
    },
  };
}

function newLine(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

/** The name is made from the key by a one-way function: it may stand in the open. */
function readKey(text: string, place: string): NamedKey {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, 'base64');
  if (!/^[A-Za-z0-9+/]{43}=$/.test(trimmed) || bytes.length !== KEY_BYTES)
    throw secretError('secrets.master_invalid', { place });
  const id = createHmac('sha256', bytes).update('aicmo master key').digest('hex').slice(0, 16);
  return { id, key: createSecretKey(bytes) };
}
