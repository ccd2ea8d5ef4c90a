import { describeActor } from '#kernel/actor';
import { cutPage, type Page } from '#kernel/page';
import {
  type CallFilter,
  type CallRecord,
  findCall,
  listCalls,
  llmError,
  type UsageGroup,
  usageBy,
  type UsageRow,
} from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import type { Context } from '#platform/context';
import { type ModelCall, MOST_USAGE_DAYS, MOST_USAGE_GROUPS } from './contract.ts';

/** Attempts on record, newest first. */
export async function listModelCalls(
  ctx: Context,
  input: Omit<CallFilter, 'workspaceId'>,
): Promise<Page<ModelCall>> {
  authorise(ctx, 'llm.read');
  const found = await listCalls(ctx.db, { ...input, workspaceId: ctx.workspaceId });
  const page = cutPage(found, input.limit, (call) => call.id);
  return { ...page, items: page.items.map(toCall) };
}

/** One attempt with its texts, where they are kept. Throws `llm.call_unknown`. */
export async function getModelCall(
  ctx: Context,
  input: { id: string },
): Promise<ModelCall & { params: Record<string, unknown>; input: unknown; output: unknown }> {
  authorise(ctx, 'llm.read');
  const found = await findCall(ctx.db, ctx.workspaceId, input.id);
  if (found === undefined) throw llmError('llm.call_unknown', { id: input.id });
  return { ...found, actor: describeActor(found.actor) };
}

/** Calls, tokens, cost and latency by group over the last days. */
export async function getModelUsage(
  ctx: Context,
  input: { by: UsageGroup; days: number },
): Promise<{ since: Date; items: UsageRow[] }> {
  authorise(ctx, 'llm.read');
  const since = new Date(ctx.clock.now().getTime() - input.days * 86_400_000);
  // The first day is cut, so that one more than asked for has calls.
  const limit = input.by === 'day' ? MOST_USAGE_DAYS + 1 : MOST_USAGE_GROUPS;
  const items = await usageBy(ctx.db, { workspaceId: ctx.workspaceId, by: input.by, since, limit });
  return { since, items };
}

function toCall(record: CallRecord): ModelCall {
  return { ...record, actor: describeActor(record.actor) };
}
