import type { Actor } from '#kernel/actor';
import { canonicalJson, sha256 } from '#kernel/hash';
import { newId } from '#kernel/ids';
import { authError, authorise, isAllowed, nameOf } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type Tx, withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { MOST_SHARED, MOST_VIEWS, type SavedView, type ViewInput } from './contract.ts';
import { viewError } from './errors.ts';
import {
  countViews,
  deleteView,
  findView,
  isNameTaken,
  listViews as findViews,
  lockList,
  type StoredView,
  upsertView,
} from './store.ts';

type Person = Extract<Actor, { kind: 'user' }>;

/** The views of a list that the person may use, by name. Throws `auth.person_needed` for who is none. */
export async function listViews(ctx: Context, input: { list: string }): Promise<{ items: SavedView[] }> {
  const person = needPerson(ctx);
  const place = { workspaceId: ctx.workspaceId, list: input.list, personId: person.id };
  const found = await findViews(ctx.db, place);
  return { items: found.map((view) => toView(view, person)) };
}

/**
 * Makes a view, or overwrites the one of `id`; who made it stays its owner. Throws `views.unknown`,
 * `views.not_yours`, `views.stays_shared`, `views.not_shareable`, `views.name_taken` and `views.too_many`.
 */
export async function saveView(ctx: Context, input: ViewInput): Promise<SavedView> {
  const person = needPerson(ctx);
  const { id, list, name, search, columns, isShared } = input;
  return withTransaction(ctx.db, async (tx) => {
    await lockList(tx, ctx.workspaceId, list);
    const before = id === undefined ? undefined : await needChangeable(tx, ctx, { person, id });
    if (before !== undefined && before.list !== list) throw viewError('views.unknown', { id });
    const at = ctx.clock.now();
    const made = {
      id: newId('view', at.getTime()),
      list,
      ownerId: person.id,
      owner: person.name,
      createdAt: at,
    };
    const after: StoredView = { ...(before ?? made), name, search, columns, isShared, updatedAt: at };
    if (before?.isShared === true && !isShared && before.ownerId !== person.id)
      throw viewError('views.stays_shared', { name: before.name, owner: before.owner });
    await refuseTooMany(tx, ctx, { before, after });
    if (await isNameTaken(tx, { ...after, workspaceId: ctx.workspaceId }))
      throw viewError('views.name_taken', { name });
    await upsertView(tx, ctx.workspaceId, after).catch((error: unknown) => {
      throw isOutOfScope(error) ? viewError('views.not_shareable', {}, error) : error;
    });
    await appendEvent(tx, ctx, {
      type: 'view.saved',
      subject: { type: 'view', id: after.id },
      payload: { list, ownerId: after.ownerId, isShared, wasShared: before?.isShared ?? false },
      ...(before === undefined ? {} : { before: auditedFields(before) }),
      after: auditedFields(after),
    });
    return toView(after, person);
  });
}

/** Removes a view. Throws `views.unknown` and `views.not_yours`. */
export async function removeView(ctx: Context, input: { id: string }): Promise<SavedView> {
  const person = needPerson(ctx);
  return withTransaction(ctx.db, async (tx) => {
    const before = await needChangeable(tx, ctx, { person, id: input.id });
    await deleteView(tx, ctx.workspaceId, before.id);
    await appendEvent(tx, ctx, {
      type: 'view.removed',
      subject: { type: 'view', id: before.id },
      payload: { list: before.list, ownerId: before.ownerId, isShared: false, wasShared: before.isShared },
      before: auditedFields(before),
    });
    return toView(before, person);
  });
}

function needPerson(ctx: Context): Person {
  authorise(ctx, 'views.keep');
  if (ctx.actor.kind !== 'user') throw authError('auth.person_needed', { who: nameOf(ctx.actor) });
  return ctx.actor;
}

async function needChangeable(
  tx: Tx,
  ctx: Context,
  { person, id }: { person: Person; id: string },
): Promise<StoredView> {
  const view = await findView(tx, { workspaceId: ctx.workspaceId, id, personId: person.id });
  if (view === undefined) throw viewError('views.unknown', { id });
  if (!mayChange(view, person)) throw viewError('views.not_yours', { name: view.name, owner: view.owner });
  return view;
}

/** Only what adds to a number is held to it, so that a full list can still be put in order. */
async function refuseTooMany(
  tx: Tx,
  ctx: Context,
  { before, after }: { before: StoredView | undefined; after: StoredView },
): Promise<void> {
  const place = { workspaceId: ctx.workspaceId, list: after.list, personId: after.ownerId };
  const { own, shared } = await countViews(tx, place);
  if (before === undefined && own >= MOST_VIEWS)
    throw viewError('views.too_many', { who: 'A person keeps', most: MOST_VIEWS });
  if (after.isShared && before?.isShared !== true && shared >= MOST_SHARED)
    throw viewError('views.too_many', { who: 'A workspace shares', most: MOST_SHARED });
}

/** Row security refuses what a person of some brands would share (`migrations/0010_views.sql`). */
function isOutOfScope(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === '42501';
}

function mayChange(view: StoredView, person: Person): boolean {
  return view.ownerId === person.id || isAllowed(person, 'workspace.manage');
}

function toView({ ownerId, ...view }: StoredView, person: Person): SavedView {
  return { ...view, isMine: ownerId === person.id, mayChange: mayChange({ ...view, ownerId }, person) };
}

/** Names and filters are texts of people: their hash shows whether they are other ones. */
function auditedFields({
  list,
  name,
  search,
  columns,
  ownerId,
  isShared,
}: StoredView): Record<string, unknown> {
  return { list, ownerId, isShared, contentHash: sha256(canonicalJson({ name, search, columns })) };
}
