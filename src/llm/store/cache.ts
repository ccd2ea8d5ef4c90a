import { sql } from 'kysely';
import { type Db, firstRow, rows } from '#platform/db/database';

/** An answer as it is cached: masked, with where it came from. */
export interface CachedAnswer {
  readonly value: unknown;
  readonly target: string;
  readonly provider: string;
  readonly model: string;
}

export interface CacheStore {
  find(workspaceId: string, key: string): Promise<CachedAnswer | undefined>;
  /** The most alike answer of the newest ones under the same guard, if it is alike enough (cosine). */
  findAlike(wanted: {
    workspaceId: string;
    useCase: string;
    guard: string;
    vector: readonly number[];
    model: string;
    likeness: number;
  }): Promise<CachedAnswer | undefined>;
  keep(entry: {
    workspaceId: string;
    key: string;
    useCase: string;
    answer: CachedAnswer;
    guard: string;
    hours: number;
    vector?: { vector: readonly number[]; model: string };
  }): Promise<void>;
}

const MOST_ENTRIES = 5_000;
const MOST_BYTES = 200_000;
const COMPARED = 500;

/** The cache in PostgreSQL, at most 5,000 answers a workspace; the oldest go first. */
export function openCacheStore(db: Db): CacheStore {
  const hit = (workspaceId: string, key: string): Promise<unknown> =>
    rows(db, sql`update llm_cache set hits = hits + 1 where workspace_id = ${workspaceId} and key = ${key}`);
  return {
    async find(workspaceId, key) {
      const found = await firstRow(
        db,
        sql<{ answer: CachedAnswer }>`update llm_cache set hits = hits + 1
          where workspace_id = ${workspaceId} and key = ${key} and expires_at > now() returning answer`,
      );
      return found?.answer;
    },
    async findAlike(wanted) {
      const found = await rows(
        db,
        sql<{
          key: string;
          embedding: Buffer;
          answer: CachedAnswer;
        }>`select key, embedding, answer from llm_cache
          where workspace_id = ${wanted.workspaceId} and use_case = ${wanted.useCase} and guard = ${wanted.guard}
            and embedding_model = ${wanted.model} and expires_at > now()
          order by created_at desc limit ${COMPARED}`,
      );
      const scored = found.map((entry) => ({
        entry,
        likeness: cosine(wanted.vector, fromBytes(entry.embedding)),
      }));
      const best = scored.toSorted((a, b) => b.likeness - a.likeness)[0];
      if (best === undefined || best.likeness < wanted.likeness) return undefined;
      await hit(wanted.workspaceId, best.entry.key);
      return best.entry.answer;
    },
    async keep(entry) {
      const answer = JSON.stringify(entry.answer);
      if (answer.length > MOST_BYTES) return;
      const { vector } = entry;
      await rows(
        db,
        sql`insert into llm_cache (workspace_id, key, use_case, answer, embedding, embedding_model, guard, bytes, created_at, expires_at)
          values (${entry.workspaceId}, ${entry.key}, ${entry.useCase}, ${answer}::jsonb,
            ${vector === undefined ? null : toBytes(vector.vector)}, ${vector?.model ?? null}, ${entry.guard}, ${answer.length},
            now(), now() + ${entry.hours} * interval '1 hour')
          on conflict (workspace_id, key) do update set answer = excluded.answer, embedding = excluded.embedding,
            embedding_model = excluded.embedding_model, guard = excluded.guard, bytes = excluded.bytes,
            created_at = excluded.created_at, expires_at = excluded.expires_at`,
      );
      await rows(
        db,
        sql`delete from llm_cache where workspace_id = ${entry.workspaceId} and key in (
          select key from llm_cache where workspace_id = ${entry.workspaceId} order by created_at desc offset ${MOST_ENTRIES})`,
      );
    },
  };
}

function cosine(a: readonly number[], b: Float32Array): number {
  if (a.length !== b.length) return 0;
  let dot = 0;
  let aa = 0;
  let bb = 0;
  for (const [i, x] of a.entries()) {
    const y = b[i] ?? 0;
    dot += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : dot / Math.sqrt(aa * bb);
}

function toBytes(vector: readonly number[]): Buffer {
  return Buffer.from(Float32Array.from(vector).buffer);
}

function fromBytes(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
