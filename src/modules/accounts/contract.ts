import { z } from 'zod';
import { operation } from '#kernel/operation';

export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 128;

/** An e-mail address as it is kept: in small letters. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('must look like name@example.com'));
export const personName = z.string().trim().min(1).max(100);
export const newPassword = z
  .string()
  .min(LEAST_PASSWORD, `A password has at least ${LEAST_PASSWORD} characters`)
  .max(MOST_PASSWORD)
  .describe(`${LEAST_PASSWORD} to ${MOST_PASSWORD} characters.`);
const password = z.string().min(1).max(MOST_PASSWORD);
export const code = z.string().trim().min(6).max(20);
/** Of a one-time link: 32 random bytes in base64url. */
export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'is not the token of a link');

export const session = z.object({
  id: z.string(),
  isThis: z.boolean().describe('Whether it is the one that asks.'),
  startedAt: z.date(),
  lastUsedAt: z.date().describe('To the hour.'),
  expiresAt: z.date().describe('When it ends if it is not used.'),
  address: z.string().nullable().describe('From where it was started.'),
  browser: z.string().nullable(),
});
export type Session = z.output<typeof session>;

export const proof = z.object({
  until: z
    .date()
    .nullable()
    .describe('Until when the last proof holds; null: it holds no more, and what asks for one is refused.'),
  byPassword: z.boolean().describe('You can prove it with your password.'),
  needsCode: z.boolean().describe('With the password, the code of your second factor is needed.'),
  byProvider: z
    .string()
    .nullable()
    .describe('Name of the identity provider at which you can prove it, at `/sign-in/provider?prove`.'),
});
export type Proof = z.output<typeof proof>;

const done = z.object({ done: z.literal(true) });
const outcome = z.object({
  state: z
    .enum(['signed_in', 'second_factor'])
    .describe('`second_factor`: a code is needed before there is a session.'),
});
const tags = ['Account'];

export const accountsContract = {
  ways: operation(
    { needs: 'public', effect: 'read' },
    { method: 'GET', path: '/sign-in/ways', summary: 'How one can sign in here', tags },
  ).output(
    z.object({
      setupNeeded: z
        .boolean()
        .describe('Nobody has an account yet: the terminal shows the link for the first.'),
      provider: z.string().nullable().describe('Name of the identity provider; null: none is set.'),
    }),
  ),
  signIn: operation(
    { needs: 'public', effect: 'write' },
    { method: 'POST', path: '/sign-in', summary: 'Sign in with e-mail address and password', tags },
  )
    .input(z.object({ email, password }))
    .output(outcome),
  giveCode: operation(
    { needs: 'public', effect: 'write' },
    { method: 'POST', path: '/sign-in/code', summary: 'Give the code of the second factor', tags },
  )
    .input(z.object({ code, kind: z.enum(['app', 'backup']).default('app') }))
    .output(outcome),
  signOut: operation(
    { needs: 'self', effect: 'write' },
    { method: 'POST', path: '/sign-out', summary: 'End this session', tags },
  ).output(done),
  resetPassword: operation(
    { needs: 'public', effect: 'write' },
    {
      method: 'POST',
      path: '/sign-in/new-password',
      summary: 'Set a new password by a one-time link; all sessions of the account end',
      tags,
    },
  )
    .input(z.object({ token: linkToken, password: newPassword }))
    .output(done),
  proof: operation(
    { needs: 'self', effect: 'read' },
    {
      method: 'GET',
      path: '/account/proof',
      summary: 'How long your last proof of who you are holds, and how you can give another',
      tags,
    },
  ).output(proof),
  prove: operation(
    { needs: 'self', effect: 'write' },
    {
      method: 'POST',
      path: '/account/proof',
      summary: 'Prove once more who you are, for what asks for it; it holds for this session',
      tags,
    },
  )
    .input(z.object({ password, code: code.optional(), kind: z.enum(['app', 'backup']).default('app') }))
    .output(proof),
  rename: operation(
    { needs: 'self', effect: 'write' },
    { method: 'POST', path: '/account/name', summary: 'Change your name', tags },
  )
    .input(z.object({ name: personName }))
    .output(done),
  changePassword: operation(
    { needs: 'self', effect: 'write', fresh: 'password' },
    {
      method: 'POST',
      path: '/account/password',
      summary: 'Change your password; your other sessions end',
      tags,
    },
  )
    .input(z.object({ current: password, next: newPassword }))
    .output(done),
  sessions: operation(
    { needs: 'self', effect: 'read' },
    { method: 'GET', path: '/account/sessions', summary: 'Your sessions, newest first, at most 100', tags },
  ).output(z.object({ items: z.array(session) })),
  endSession: operation(
    { needs: 'self', effect: 'write', fresh: true },
    { method: 'POST', path: '/account/sessions/{id}/end', summary: 'End one of your sessions', tags },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(done),
  endOtherSessions: operation(
    { needs: 'self', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/account/sessions/end-others',
      summary: 'End all your sessions but this one',
      tags,
    },
  ).output(z.object({ ended: z.number().int() })),
  beginSecondFactor: operation(
    { needs: 'self', effect: 'write', fresh: 'password' },
    {
      method: 'POST',
      path: '/account/second-factor/begin',
      summary: 'Begin to set up an app that makes codes',
      tags,
    },
  )
    .input(z.object({ password }))
    .output(
      z.object({
        uri: z.string().describe('`otpauth://` address for the app, as a picture or typed in.'),
        backupCodes: z
          .array(z.string())
          .describe('Each works once, without the app. They are shown here only.'),
      }),
    ),
  confirmSecondFactor: operation(
    { needs: 'self', effect: 'write', fresh: true },
    {
      method: 'POST',
      path: '/account/second-factor/confirm',
      summary: 'Switch the second factor on with a code of the app',
      tags,
    },
  )
    .input(z.object({ code }))
    .output(done),
  endSecondFactor: operation(
    { needs: 'self', effect: 'write', fresh: 'password' },
    { method: 'POST', path: '/account/second-factor/end', summary: 'Switch the second factor off', tags },
  )
    .input(z.object({ password }))
    .output(done),
};
