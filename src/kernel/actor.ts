import type { Role } from './permission.ts';

/** Who did something. A union, so that it is never lost whether a person, a program or the house itself acted. */
export type Actor =
  /** A person who is signed in, with what they are in the workspace; null: they belong to none. */
  | { readonly kind: 'user'; readonly id: string; readonly name: string; readonly role: Role | null }
  /** A program with a key; its scopes name the permissions it has. */
  | {
      readonly kind: 'apiKey';
      readonly id: string;
      readonly name: string;
      readonly scopes: readonly string[];
      /** The person who made the key and answers for what it does; none: the operator at the machine. */
      readonly personId?: string;
    }
  /** Somebody without an account who has a link to one approval (`id`: of the link). */
  | { readonly kind: 'guest'; readonly id: string; readonly name: string; readonly email: string }
  | { readonly kind: 'agent'; readonly id: string; readonly runId: string }
  | { readonly kind: 'flow'; readonly flow: string; readonly runId: string }
  /** The person at this machine: command line, watched folder, or an assistant they started (MCP). `http` is from before sign-in. */
  | { readonly kind: 'operator'; readonly via: 'cli' | 'folder' | 'http' | 'mcp' }
  | { readonly kind: 'system'; readonly part: string };

/** The person who answers for what an actor does; undefined where nobody has signed in for it. */
export function personOf(actor: Actor): string | undefined {
  if (actor.kind === 'user') return actor.id;
  return actor.kind === 'apiKey' ? actor.personId : undefined;
}

/** A short label of an actor for logs and pages. */
export function describeActor(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
    case 'apiKey':
      return actor.name;
    case 'guest':
      return `${actor.name} (by link)`;
    case 'agent':
      return `agent ${actor.id}`;
    case 'flow':
      return `flow ${actor.flow}`;
    case 'operator':
      return `operator (${actor.via})`;
    case 'system':
      return `system (${actor.part})`;
  }
}
