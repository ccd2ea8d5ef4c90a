import { canonicalJson, sha256 } from '#kernel/hash';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import { brandError } from './errors.ts';
import { findNamesake, reviseBrand, type StoredBrand } from './store.ts';

/** A change of a kit on the audit chain. */
export function noteKit(
  tx: Tx,
  ctx: Context,
  change: {
    type: 'brand.created' | 'brand.edited' | 'brand.imported';
    before: StoredBrand | undefined;
    after: StoredBrand;
    restoredFrom?: number | undefined;
  },
): Promise<void> {
  const { type, before, after, restoredFrom } = change;
  const { key, revision, contentHash } = after;
  const restored = restoredFrom === undefined ? {} : { restoredFrom };
  return appendEvent(tx, ctx, {
    type,
    subject: { type: 'brand', id: after.id },
    payload: { key, revision, contentHash, ...restored },
    before: before === undefined ? null : auditedFields(before),
    after: { ...auditedFields(after), ...restored },
  });
}

function auditedFields({ revision, contentHash, document, files }: StoredBrand): Record<string, unknown> {
  return { revision, contentHash, ...document, files };
}

/** What a kit is, in one word: equal content, equal hash. */
export function kitHash({ document, files }: Pick<StoredBrand, 'document' | 'files'>): string {
  return sha256(canonicalJson({ document, files }));
}

/**
 * Writes what somebody edited, or brought back from a former revision, as the next revision; nothing where it changes
 * nothing. Throws `brands.name_taken`.
 */
export async function keepEdit(
  tx: Tx,
  ctx: Context,
  change: {
    before: StoredBrand;
    kit: Pick<StoredBrand, 'document' | 'files'>;
    restoredFrom?: number | undefined;
  },
): Promise<StoredBrand> {
  const { before, kit, restoredFrom } = change;
  const contentHash = kitHash(kit);
  if (contentHash === before.contentHash) return before;
  const { name, key } = kit.document;
  const namesake = await findNamesake(tx, ctx.workspaceId, { name, key });
  if (namesake !== undefined) throw brandError('brands.name_taken', { name, key: namesake.key });
  const at = ctx.clock.now();
  const { id } = before;
  const revised = { ...kit, id, contentHash, origin: 'edited', at, restoredFrom } as const;
  const after = await reviseBrand(tx, ctx.workspaceId, revised);
  await noteKit(tx, ctx, { type: 'brand.edited', before, after, restoredFrom });
  return after;
}
