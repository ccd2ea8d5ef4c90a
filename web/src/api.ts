import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import { AicmoError, createAicmoClient, failureOf, toAicmoError } from '#client/client';
import { send } from './lib/send.ts';
import { fetchAsPerson } from './proof/fetch-as-person.ts';
import type { BrandDetail, FilePlace } from '#modules/brands/contract';

let workspaceId: string | undefined;

/** The client of the API, for what is no query: it speaks about the workspace of the address. */
export const client = createAicmoClient({
  url: globalThis.location?.origin ?? 'http://localhost',
  workspaceId: () => workspaceId,
  fetch: fetchAsPerson,
});

/** Every operation as options of a query or mutation. */
export const api = createTanstackQueryUtils(client);

/** What to do once when the server says that nobody is signed in any more. */
let onSignedOut: () => void = () => undefined;
export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

function noticeSignOut(error: unknown): void {
  if (error instanceof AicmoError && error.status === 401) onSignedOut();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeSignOut }),
  mutationCache: new MutationCache({ onError: noticeSignOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused stays refused; what did not arrive is asked for again.
      retry: (count, error) =>
        count < 2 && error instanceof AicmoError && (error.status === 0 || error.status >= 500),
      retryDelay: (count) => 300 * 2 ** count,
    },
    mutations: { retry: false },
  },
});

/** Sets the workspace that requests are about; what was loaded of another one is forgotten. */
export function enterWorkspace(id: string): void {
  if (workspaceId !== undefined && workspaceId !== id) queryClient.clear();
  workspaceId = id;
}

/**
 * The address of a picture of a variant, whole or as wide as a list or a tile needs; a picture cannot send the header
 * that names the workspace.
 */
export function pictureAddress(variantId: string, ratio: string, width?: 160 | 640): string {
  return pictureAt(`/variants/${encodeURIComponent(variantId)}/${ratio.replace(':', 'x')}.jpg`, width);
}

function pictureAt(path: string, width: 160 | 640 | undefined): string {
  const search = new URLSearchParams();
  if (width !== undefined) search.set('width', String(width));
  if (workspaceId !== undefined) search.set('workspace', workspaceId);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** The address of a picture of a run's work, as `pictureAddress` is one of a variant's. */
export function workPictureAddress(runId: string, sha256: string, width?: 160 | 640): string {
  return pictureAt(`/task-runs/${encodeURIComponent(runId)}/${sha256}.jpg`, width);
}

/** The address of a logo of a brand; another one for each revision, so that a changed logo is seen at once. */
export function logoAddress(brand: Pick<BrandDetail, 'key' | 'files'>, side: 'onLight' | 'onDark'): string {
  const search = new URLSearchParams({ v: brand.files[`logo.${side}`] ?? '' });
  if (workspaceId !== undefined) search.set('workspace', workspaceId);
  return `/brands/${encodeURIComponent(brand.key)}/logo/${side}?${search.toString()}`;
}

/** Puts a file into a kit. Throws `AicmoError`. */
export async function uploadBrandFile(
  given: { id: string; revision: number; place: FilePlace; weight: number },
  file: File,
): Promise<BrandDetail> {
  const { id, revision, place, weight } = given;
  const search = new URLSearchParams({ revision: String(revision), place, weight: String(weight) });
  const kept = (await postFile(
    `/api/v1/brands/${encodeURIComponent(id)}/files?${search.toString()}`,
    file,
  )) as Omit<BrandDetail, 'updatedAt'> & { updatedAt: string };
  return { ...kept, updatedAt: new Date(kept.updatedAt) };
}

/** Keeps the text of a file as a source of a brand. Throws `AicmoError`. */
export async function addSourceFile(given: { brandId: string; about: string; file: File }): Promise<void> {
  const { brandId, about, file } = given;
  const search = new URLSearchParams({ about });
  await postFile(`/api/v1/brands/${encodeURIComponent(brandId)}/sources/files?${search.toString()}`, file);
}

async function postFile(path: string, file: File): Promise<unknown> {
  const body = new FormData();
  body.append('file', file);
  try {
    const answer = await send(path, {
      method: 'POST',
      headers: workspaceId === undefined ? {} : { 'x-aicmo-workspace': workspaceId },
      body,
    });
    const found: unknown = await answer.json().catch(() => null);
    if (!answer.ok) throw failureOf(found, answer.status);
    return found;
  } catch (error) {
    const failure = toAicmoError(error);
    noticeSignOut(failure);
    throw failure;
  }
}

/** What keeps the server from being ready, in words; nothing where it is. Throws `AicmoError`. */
export async function readiness(): Promise<{ missing: readonly string[] }> {
  const answer = await send('/readyz');
  const found = (await answer.json().catch(() => ({}))) as { missing?: readonly string[] };
  if (found.missing === undefined) throw failureOf(found, answer.status);
  return { missing: found.missing };
}
