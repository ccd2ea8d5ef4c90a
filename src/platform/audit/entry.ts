import type { Actor } from '#kernel/actor';
import type { DomainEvent } from '#kernel/event';
import { canonicalJson } from '#kernel/hash';
import type { Context } from '#platform/context';
import { changedFields, type Fields } from './changed-fields.ts';

/** Who did it, by ids: names of people stay off the chain. */
export interface AuditActor {
  readonly kind: Actor['kind'];
  /** Null for the operator at this machine, who has none. */
  readonly id: string | null;
  /** Way or run it came by: `cli`, `http`, `mcp`, `folder`, or the id of a run. */
  readonly via: string | null;
}

/** What one entry of the chain says. */
export interface AuditEntry {
  readonly id: string;
  readonly workspaceId: string;
  readonly at: string;
  readonly actor: AuditActor;
  /** Type of the event, such as `alert.resolved`. */
  readonly action: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly before: Fields;
  readonly after: Fields;
  /** Id of the HTTP request it was done by. */
  readonly requestId: string | null;
}

/** The canonical JSON of an entry, as it is chained. The id is that of the event. */
export function entryText(
  ctx: Omit<Context, 'db'>,
  event: Pick<DomainEvent, 'id' | 'type' | 'subject' | 'at'> & { before: Fields; after: Fields },
): string {
  const { id, type, subject, at, before, after } = event;
  const entry: AuditEntry = {
    id,
    workspaceId: ctx.workspaceId,
    at: at.toISOString(),
    actor: auditActor(ctx.actor),
    action: type,
    subject,
    ...changedFields(before, after),
    requestId: ctx.requestId ?? null,
  };
  return canonicalJson(entry);
}

function auditActor(actor: Actor): AuditActor {
  switch (actor.kind) {
    case 'user':
    case 'apiKey':
    case 'guest':
      return { kind: actor.kind, id: actor.id, via: null };
    case 'agent':
      return { kind: actor.kind, id: actor.id, via: actor.runId };
    case 'flow':
      return { kind: actor.kind, id: actor.flow, via: actor.runId };
    case 'operator':
      return { kind: actor.kind, id: null, via: actor.via };
    case 'system':
      return { kind: actor.kind, id: actor.part, via: null };
  }
}
