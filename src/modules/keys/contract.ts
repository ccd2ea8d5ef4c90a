import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { KEY_SCOPES } from '#kernel/permission';

/** No key lasts longer, unless it lasts until it is revoked. */
export const MOST_DAYS = 3_650;
export const MOST_NAME = 100;

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()).describe('Permissions that whoever holds the key has.'),
  createdAt: z.date(),
  createdBy: z.string(),
  expiresAt: z.date().nullable().describe('null: it lasts until it is revoked.'),
  lastUsedAt: z.date().nullable().describe('To the minute.'),
  revokedAt: z.date().nullable(),
});
export type ApiKey = z.output<typeof apiKey>;

export const newApiKey = apiKey.extend({
  key: z.string().describe('The key itself. It is shown here and never again: only its hash is kept.'),
});
export type NewApiKey = z.output<typeof newApiKey>;

const keyInput = z.object({
  name: z.string().trim().min(1).max(MOST_NAME).describe('Who or what uses it.'),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1),
  expiresInDays: z.number().int().min(1).max(MOST_DAYS).optional(),
});
export type KeyInput = z.output<typeof keyInput>;

export const keysContract = {
  list: operation(
    { needs: 'keys.manage', effect: 'read' },
    { method: 'GET', path: '/keys', summary: 'API keys, newest first', tags: ['Keys'] },
  )
    .input(z.object(pageInput))
    .output(pageOf(apiKey)),
  create: operation(
    { needs: 'keys.manage', effect: 'write', fresh: true },
    { method: 'POST', path: '/keys', summary: 'Make an API key; it is shown once', tags: ['Keys'] },
  )
    .input(keyInput)
    .output(newApiKey),
  revoke: operation(
    { needs: 'keys.manage', effect: 'write' },
    {
      method: 'POST',
      path: '/keys/{id}/revoke',
      summary: 'End an API key; it is refused from then on',
      tags: ['Keys'],
    },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(apiKey),
};
