import { newId } from '#kernel/ids';
import { cutPage, type Page } from '#kernel/page';
import { getBrand } from '#modules/brands/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { FetchPage } from '#platform/http/fetch-page';
import { LARGEST_SOURCE_FILE, type Source, type SourceWithText } from './contract.ts';
import { sourceError } from './errors.ts';
import { readText } from './read-text.ts';
import {
  deleteSource,
  findPlace,
  findSource,
  insertSource,
  listSources as findSources,
  type ReadText,
  updateSource,
} from './store.ts';

/** A context of verbs that may read pages. */
export interface SourceContext extends Context {
  /** Null where the operator has not switched it on. */
  readonly fetchPage: FetchPage | null;
}

const FILE_NAME = /^[^\0]{1,190}\.(?:txt|md|csv|html?)$/i;

/** Sources of a brand, newest first. Throws `brands.unknown`. */
export async function listSources(
  ctx: Context,
  input: { brandId: string; about?: string | undefined; limit: number; after?: string | undefined },
): Promise<Page<Source>> {
  authorise(ctx, 'brands.read');
  const brandId = await needBrand(ctx, input.brandId);
  const found = await findSources(ctx.db, { ...input, workspaceId: ctx.workspaceId, brandId });
  return cutPage(found, input.limit, ({ id }) => id);
}

/** One source with its text. Throws `sources.unknown`. */
export async function getSource(ctx: Context, { id }: { id: string }): Promise<SourceWithText> {
  authorise(ctx, 'brands.read');
  return needSource(ctx, { id });
}

/** Reads a public page once and keeps its text. Throws `sources.*`, `pages.*` and `brands.unknown`. */
export async function addPageSource(
  ctx: SourceContext,
  input: { brandId: string; about: string; address: string },
): Promise<Source> {
  authorise(ctx, 'brands.write');
  const brandId = await needBrand(ctx, input.brandId);
  const { place, read } = await readPage(ctx, input.address);
  return keep(ctx, { brandId, about: input.about, kind: 'page', place, read });
}

/** Keeps the text of a file. Throws `sources.*` and `brands.unknown`. */
export async function addFileSource(
  ctx: Context,
  input: { brandId: string; about: string; fileName: string; bytes: Uint8Array },
): Promise<Source> {
  authorise(ctx, 'brands.write');
  const { about, bytes, fileName: place } = input;
  if (!FILE_NAME.test(place)) throw sourceError('sources.file_name', { name: place.slice(0, 190) });
  if (bytes.length > LARGEST_SOURCE_FILE) throw sourceError('sources.too_large');
  const brandId = await needBrand(ctx, input.brandId);
  const read = readText({ bytes, isHtml: /\.html?$/i.test(place), place });
  return keep(ctx, { brandId, about, kind: 'file', place, read });
}

/** Reads a page again; what it says now takes the place of what it said. Throws `sources.*` and `pages.*`. */
export async function readSourceAgain(ctx: SourceContext, { id }: { id: string }): Promise<Source> {
  authorise(ctx, 'brands.write');
  const { kind, place } = await needSource(ctx, { id });
  if (kind !== 'page') throw sourceError('sources.no_page', { place });
  const { read } = await readPage(ctx, place);
  return withTransaction(ctx.db, async (tx) => {
    const inTx = { ...ctx, db: tx };
    const before = await needSource(inTx, { id, lock: true });
    await updateSource(tx, ctx.workspaceId, { id, ...read, at: ctx.clock.now() });
    const after = await needSource(inTx, { id });
    await record(tx, ctx, { type: 'source.read', before, after });
    return withoutText(after);
  });
}

/** Removes a source with its text. Throws `sources.unknown`. */
export async function removeSource(ctx: Context, { id }: { id: string }): Promise<Source> {
  authorise(ctx, 'brands.write');
  return withTransaction(ctx.db, async (tx) => {
    const before = await needSource({ ...ctx, db: tx }, { id, lock: true });
    await deleteSource(tx, ctx.workspaceId, id);
    await record(tx, ctx, { type: 'source.removed', before });
    return withoutText(before);
  });
}

/** Only here is a page asked for, and only by whom a person answers for. */
async function readPage(ctx: SourceContext, address: string): Promise<{ place: string; read: ReadText }> {
  if (ctx.fetchPage === null) throw sourceError('sources.fetching_off');
  if (!['user', 'apiKey', 'operator'].includes(ctx.actor.kind)) throw sourceError('sources.not_asked');
  const page = await ctx.fetchPage(address);
  return { place: page.address, read: readText({ ...page, place: page.address }) };
}

async function keep(
  ctx: Context,
  { read, ...made }: { brandId: string; about: string; kind: Source['kind']; place: string; read: ReadText },
): Promise<Source> {
  return withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const id = newId('src', at.getTime());
    if (!(await insertSource(tx, ctx.workspaceId, { ...made, ...read, id, madeBy: ctx.actor, at }))) {
      const there = await findPlace(tx, ctx.workspaceId, made);
      throw sourceError('sources.there', { ...made, id: there });
    }
    const after = await needSource({ ...ctx, db: tx }, { id });
    await record(tx, ctx, { type: 'source.added', after });
    return withoutText(after);
  });
}

/** Where it lies and the hash of its text go on record; the text does not. */
async function record(
  tx: Tx,
  ctx: Context,
  change: {
    type: 'source.added' | 'source.read' | 'source.removed';
    before?: SourceWithText;
    after?: SourceWithText;
  },
): Promise<void> {
  const { type, before, after } = change;
  const fields = ({ id, kind, place, hash, size }: SourceWithText): Record<string, unknown> => ({
    sourceId: id,
    kind,
    place,
    hash,
    size,
  });
  const subject = after ?? before;
  if (subject === undefined) return;
  await appendEvent(tx, ctx, {
    type,
    subject: { type: 'brand', id: subject.brandId },
    payload: { sourceId: subject.id },
    ...(before === undefined ? {} : { before: fields(before) }),
    ...(after === undefined ? {} : { after: fields(after) }),
  });
}

async function needSource(ctx: Context, ref: { id: string; lock?: boolean }): Promise<SourceWithText> {
  const found = await findSource(ctx.db, ctx.workspaceId, ref);
  if (found === undefined) throw sourceError('sources.unknown', { id: ref.id });
  return found;
}

function withoutText({ text: _text, ...source }: SourceWithText): Source {
  return source;
}

async function needBrand(ctx: Context, id: string): Promise<string> {
  return (await getBrand(ctx, { id })).id;
}
