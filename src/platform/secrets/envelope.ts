import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A key and the name that records carry of it. */
export interface NamedKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Where a record lies. It is sealed into it, so that a record opens nowhere else. */
export interface Place {
  readonly workspaceId: string;
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
}

/**
 * Seals bytes with AES-256-GCM under a fresh nonce of 96 bits. The record is: version, length of the key id, key id,
 * nonce, tag, ciphertext (NIST SP 800-38D).
 */
export function seal(plain: Uint8Array, { id, key }: NamedKey, place: Place): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  const name = Buffer.from(id, 'latin1');
  return Buffer.concat([Buffer.from([VERSION, name.length]), name, nonce, cipher.getAuthTag(), body]);
}

/** Opens a record; undefined when key, place or any byte is not the one it was sealed with. */
export function unseal(record: Uint8Array, { id, key }: NamedKey, place: Place): Buffer | undefined {
  const found = split(record);
  if (found?.keyId !== id) return undefined;
  const decipher = createDecipheriv(CIPHER, key, found.nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(found.tag);
  try {
    return Buffer.concat([decipher.update(found.body), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The name of the key that a record was sealed under; undefined when it is no record. */
export function keyIdOfRecord(record: Uint8Array): string | undefined {
  return split(record)?.keyId;
}

function split(record: Uint8Array): { keyId: string; nonce: Buffer; tag: Buffer; body: Buffer } | undefined {
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const start = 2 + (bytes[1] ?? 0);
  if (bytes[0] !== VERSION || bytes.length < start + NONCE_BYTES + TAG_BYTES) return undefined;
  const tagAt = start + NONCE_BYTES;
  return {
    keyId: bytes.toString('latin1', 2, start),
    nonce: bytes.subarray(start, tagAt),
    tag: bytes.subarray(tagAt, tagAt + TAG_BYTES),
    body: bytes.subarray(tagAt + TAG_BYTES),
  };
}

/** As JSON, so that no part can pass into the next. */
function boundTo({ workspaceId, table, column, rowId }: Place): Buffer {
  return Buffer.from(JSON.stringify([workspaceId, table, column, rowId]));
}
