import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { raiseAlert, clearAlert } from '#modules/alerts/index';
import {
  deleteSignature,
  findRejectedSources,
  findSignature,
  forgetRejection,
  rejectBrief,
  saveSignature,
} from '#modules/briefs/index';
import type { RunContext } from '#modules/campaigns/index';
import { type Tx, withTransaction } from '#platform/db/database';
import type { FileStore } from '#platform/files/file-store';
import { lookAt } from '#platform/files/look-at-file';
import type { FileSignature } from '#platform/files/read-bounded-file';
import { type FolderWatch, watchFolder } from '#platform/files/watch-folder';
import type { Problem } from '#kernel/text-problem';
import { contextFor, type FlowDeps } from '#flows/deps';
import { handInFile } from './hand-in-file.ts';
import { takeBrief } from './take-brief.ts';

const BRIEF_NAME = /\.(ya?ml|json)$/i;

/** Watches the briefs folder and takes every new or changed brief (BRF-1). */
export function watchBriefs(deps: FlowDeps): FolderWatch {
  const ctx = contextFor(deps, { kind: 'operator', via: 'folder' });
  const watch = watchFolder({
    folder: deps.config.briefsDir,
    accept: BRIEF_NAME,
    scanIntervalMs: deps.config.scanIntervalMs,
    log: deps.log.child({ part: 'briefs' }),
    onFile: (file) => takeFile(ctx, join(deps.config.briefsDir, file.name)),
    onGone: (name) => forgetFile(ctx, join(deps.config.briefsDir, name)),
  });
  forgetRemoved(ctx, deps.config.briefsDir).catch((error: unknown) =>
    ctx.log.warn({ err: error }, 'alerts of removed briefs stay open until the next start'),
  );
  return watch;
}

type WatchContext = RunContext & { readonly files: FileStore };

/** Takes one file of the folder, unless it was dealt with as it is now, in this or another process. */
async function takeFile(ctx: WatchContext, path: string): Promise<void> {
  const file = await handInFile(path, 'folder');
  // The watch looks again at what is gone or not at rest: neither is the brief's fault.
  if (!file.ok && (file.reason === 'missing' || file.reason === 'changed')) return;
  const signature = file.ok ? signatureText(file.signature) : `refused:${file.reason}`;
  if ((await findSignature(ctx.db, ctx.workspaceId, path)) === signature) return;
  if (!file.ok) return reject(ctx, { path, signature, problems: [file.problem] });
  const taken = await takeBrief(ctx, file.handed, async (tx) => {
    await saveSignature(tx, ctx.workspaceId, { path, signature, at: ctx.clock.now() });
    await clear(tx, ctx, path, 'The brief was mended and taken.');
  });
  if (!taken.ok) return reject(ctx, { path, signature, problems: taken.problems });
  const { outcome, campaignKey, revision } = taken.submission;
  ctx.log.info({ brief: basename(path), campaign: campaignKey, revision }, `brief ${outcome}`);
}

/** Notes a brief that cannot be taken and raises its alert, once per content (BRF-5). */
async function reject(
  ctx: WatchContext,
  input: { path: string; signature: string; problems: readonly Problem[] },
): Promise<void> {
  const { path, signature, problems } = input;
  const fileName = basename(path);
  const errors = problems.filter((problem) => problem.severity === 'error');
  const [first] = errors;
  const isNew = await withTransaction(ctx.db, async (tx) => {
    await saveSignature(tx, ctx.workspaceId, { path, signature, at: ctx.clock.now() });
    if (!(await rejectBrief(tx, ctx, { sourceKey: path, signature, fileName, problems }))) return false;
    const place = first?.line === undefined ? fileName : `${fileName}:${first.line}:${first.column ?? 1}`;
    await raiseAlert(tx, ctx, {
      type: 'brief.rejected',
      severity: 'MEDIUM',
      dedupKey: `brief.rejected:${path}`,
      message: `Brief ${place} was rejected: ${first?.message ?? 'it cannot be read.'}`,
      details: { file: fileName, problems: errors.slice(0, 20), count: errors.length },
    });
    return true;
  });
  if (isNew) ctx.log.warn({ brief: fileName, problems: errors.slice(0, 5) }, 'brief rejected');
}

function forgetFile(ctx: WatchContext, path: string): Promise<void> {
  return withTransaction(ctx.db, async (tx) => {
    await deleteSignature(tx, ctx.workspaceId, path);
    await clear(tx, ctx, path, 'The file was removed.');
  });
}

/** Forgets the rejected files that were removed while nobody watched. */
async function forgetRemoved(ctx: WatchContext, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const path of await findRejectedSources(ctx.db, ctx.workspaceId)) {
    if (dirname(path) === folder && (await lookAt(path)) === undefined) await forgetFile(ctx, path);
  }
}

async function clear(tx: Tx, ctx: WatchContext, path: string, resolution: string): Promise<void> {
  if (await forgetRejection(tx, ctx, path))
    await clearAlert(tx, ctx, { dedupKey: `brief.rejected:${path}`, resolution });
}

function signatureText(signature: FileSignature): string {
  return `${signature.size}:${signature.mtimeMs}:${signature.ino}`;
}
