import { cutPage, type Page } from '#kernel/page';
import { type ChainHead, type ChainLink, GENESIS } from '#platform/audit/chain';
import { type ChainBreak, walkChain } from '#platform/audit/walk-chain';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type AuditEntry, auditRecord, type Verification } from './contract.ts';
import { auditError } from './errors.ts';
import { readHead } from './head.ts';
import { type ChainEnd, type EntryFilter, findEnd, findLink, listLinks, readLinks } from './store.ts';

/** Entries of the audit chain, newest first. Throws `audit.entry_unreadable` where one was tampered with. */
export async function listAuditEntries(
  ctx: Context,
  input: Omit<EntryFilter, 'workspaceId'>,
): Promise<Page<AuditEntry>> {
  authorise(ctx, 'audit.read');
  const found = await listLinks(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (link) => String(link.sequence));
  return { ...page, items: page.items.map(toEntry) };
}

/** One entry by its number. Throws `audit.unknown`. */
export async function getAuditEntry(ctx: Context, input: { sequence: string }): Promise<AuditEntry> {
  authorise(ctx, 'audit.read');
  const isNumber = /^\d{1,15}$/.test(input.sequence);
  const link = isNumber ? await findLink(ctx.db, ctx.workspaceId, Number(input.sequence)) : undefined;
  if (link === undefined) throw auditError('audit.unknown', input);
  return toEntry(link);
}

/** Number and hash of the newest entry; number 0 where nothing was written yet. */
export async function getAuditHead(ctx: Context): Promise<ChainHead> {
  authorise(ctx, 'audit.read');
  const { head } = await findEnd(ctx.db, ctx.workspaceId);
  return head ?? { sequence: 0, hash: GENESIS };
}

/**
 * Follows the chain from its first entry to its head, in batches, and names the first entry where it is broken.
 * `head` (`number:hash`) was kept elsewhere: only with one are a cut end and a chain written anew seen.
 */
export async function verifyAudit(ctx: Context, input: { head?: string | undefined }): Promise<Verification> {
  authorise(ctx, 'audit.read');
  const known = input.head === undefined ? undefined : readHead(input.head);
  const end = await findEnd(ctx.db, ctx.workspaceId);
  const walk = walkChain(known);
  for await (const links of readLinks(ctx.db, ctx.workspaceId, end.newest))
    for (const link of links) walk.take(link);
  return verificationOf(walk.sound, walk.finish(end.head) ?? findUnchained(end));
}

/** What a walk came to. */
export function verificationOf(sound: ChainHead, broken: ChainBreak | undefined): Verification {
  return {
    isWhole: broken === undefined,
    entries: sound.sequence,
    head: { ...sound },
    break: broken ?? null,
  };
}

function findUnchained({ head, unchained }: ChainEnd): ChainBreak | undefined {
  if (unchained === 0) return undefined;
  const detail = `${unchained} changes were committed while the trigger that chains them was off`;
  return { sequence: (head?.sequence ?? 0) + 1, kind: 'unchained', detail };
}

function toEntry(link: ChainLink): AuditEntry {
  const { sequence, previousHash, hash, record } = link;
  const { entry } = JSON.parse(record) as { entry: unknown };
  const parsed = auditRecord.safeParse(entry);
  if (!parsed.success) throw auditError('audit.entry_unreadable', { sequence }, parsed.error);
  return { ...parsed.data, sequence, previousHash, hash };
}
