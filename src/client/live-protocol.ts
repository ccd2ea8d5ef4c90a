import { z } from 'zod';

/** What the socket at `/api/ws` speaks; `docs/reference/live.md` describes it for other programs. */
export const LIVE_PATH = '/api/ws';
/** The largest message a client may send, in bytes. */
export const MOST_MESSAGE_BYTES = 16_384;
/** How many topics a message may name, and a socket hear. */
export const MOST_TOPICS = 50;

/** Topics of a workspace; `campaign:<id>` is about one campaign. */
export const TOPICS = [
  'campaigns',
  'briefs',
  'tasks',
  'approvals',
  'alerts',
  'messages',
  'brands',
  'models',
  'people',
  'audit',
  'notifications',
  'views',
] as const;
export type Topic = (typeof TOPICS)[number] | `campaign:${string}`;

const topic = z
  .string()
  .regex(new RegExp(`^(${TOPICS.join('|')}|campaign:[\\w-]{1,100})$`), 'is no topic')
  .transform((text) => text as Topic);
/** A place in the order of all events, opaque to clients: each one is told by a server, and sent back as it came. */
const position = z.string().regex(/^[\w:-]{1,100}$/, 'is no position');

export const clientMessage = z.union([
  z.strictObject({
    subscribe: z
      .array(z.strictObject({ topic, after: position.optional() }))
      .min(1)
      .max(MOST_TOPICS),
  }),
  z.strictObject({ unsubscribe: z.array(topic).min(1).max(MOST_TOPICS) }),
  /** Answered with the same number: scripts of a page cannot see the pings of the socket itself. */
  z.strictObject({ ping: z.number().int() }),
]);
export type ClientMessage = z.output<typeof clientMessage>;

const liveEvent = z.object({
  id: z.string(),
  /** Type of the event, such as `alert.raised`. */
  type: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  /** The campaign it belongs to, where it does. */
  campaignId: z.string().nullable(),
  at: z.string(),
});
export type LiveEvent = z.output<typeof liveEvent>;

export const serverMessage = z.union([
  /** Events of a topic, oldest first, and the position after them. */
  z.object({ topic, position, events: z.array(liveEvent) }),
  /** What came after the client's position cannot be told: it loads everything anew and goes on from here. */
  z.object({ topic, position, reload: z.string() }),
  z.object({ pong: z.number().int() }),
  z.object({ topic: z.string(), error: z.object({ code: z.string(), detail: z.string() }) }),
]);
export type ServerMessage = z.output<typeof serverMessage>;

/** Why the server ended a socket. */
export const CLOSE = {
  /** The session, key or membership that it was opened with holds no more. */
  notAllowed: 4401,
  /** It took in too little; it may come back and is told what it missed. */
  tooSlow: 4408,
  /** Messages that are none, or too many of them. */
  misuse: 4400,
  full: 1013,
  /** The database holds another history than before, as after a restore. */
  startsOver: 1012,
  /** For ten seconds the server could not find out whether the caller may still have it. */
  unchecked: 4503,
} as const;
