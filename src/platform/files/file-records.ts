import { sql } from 'kysely';
import { rows, type Tx } from '#platform/db/database';
import { pictureKind } from './picture-kind.ts';

/** A file of the store as the database knows it. */
export interface FileRecord {
  readonly sha256: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly width?: number;
  readonly height?: number;
}

/** The record of a picture that was made safe: PNG or JPEG. */
export function pictureRecord(picture: {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}): FileRecord {
  const { sha256, bytes, width, height } = picture;
  const mediaType = pictureKind(bytes) === 'png' ? 'image/png' : 'image/jpeg';
  return { sha256, bytes: bytes.byteLength, mediaType, width, height };
}

/** Notes files of the store that a workspace uses; those it knows already are left as they are. */
export async function recordFiles(tx: Tx, workspaceId: string, files: readonly FileRecord[]): Promise<void> {
  if (files.length === 0) return;
  await rows(
    tx,
    sql`insert into file (workspace_id, sha256, bytes, media_type, width, height)
      select distinct on (f->>'sha256') ${workspaceId}, f->>'sha256', (f->>'bytes')::bigint, f->>'mediaType',
        (f->>'width')::int, (f->>'height')::int
      from jsonb_array_elements(${JSON.stringify(files)}::jsonb) f order by f->>'sha256'
      on conflict do nothing`,
  );
}
