import type { Actor } from './actor.ts';

/** Something that happened, named `noun.past`, as it lies in the outbox. */
export interface DomainEvent<Payload = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly workspaceId: string;
  /** Such as `campaign.completed`. */
  readonly type: string;
  /** The record it is about. */
  readonly subject: { readonly type: string; readonly id: string };
  readonly actor: Actor;
  readonly payload: Payload;
  readonly at: Date;
}
