import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredCampaign } from '#modules/campaigns/index';
import {
  findCells,
  findFormerOutputs,
  findOutputs,
  findVariants,
  type RevisionRef,
  type Variant,
} from '#modules/creative/index';
import type { Context } from '#platform/context';
import type { FileStore } from '#platform/files/file-store';
import { sweepHalfWritten, writeAtomically } from '#platform/files/write-atomically';
import { crashPoint } from '#platform/process/crash-point';
import { addUp } from './finish-campaign.ts';
import { outputPath } from './output-path.ts';

const MANIFEST = 'manifest.json';
const PAGE = 200;

/**
 * Makes the output folder of a campaign show exactly its current revision: the pictures under readable names
 * and a manifest with hashes (CRE-6, CRE-8). Files of older revisions are removed, a person's own are not.
 * The manifest comes last, so that a crash at any point leaves the one that still knows what is to be removed.
 */
export async function writeOutputs(
  ctx: Context,
  input: { campaign: StoredCampaign; files: FileStore; outputDir: string },
): Promise<{ files: number }> {
  const { campaign, files, outputDir } = input;
  const folder = join(outputDir, campaign.key);
  const ref = { workspaceId: ctx.workspaceId, campaignId: campaign.id, revision: campaign.revision };
  const outputs = await findOutputs(ctx.db, ref);
  const former = await findFormerOutputs(ctx.db, ref);
  const before = [
    ...(await listedBefore(folder)),
    // Also of a revision that was overtaken before it had a manifest.
    ...former.map((place) => outputPath(campaign.key, place)),
  ];
  sweepHalfWritten(folder);
  for (const output of outputs) files.project(output.sha256, join(outputDir, output.path));
  const now = new Set(outputs.map((output) => output.path));
  for (const path of new Set(before)) {
    if (!now.has(path)) removeWithEmptyFolders(join(outputDir, path), folder);
  }
  const manifest = await describe(ctx, campaign, ref);
  crashPoint('manifest.before_rename');
  await writeAtomically(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  return { files: outputs.length };
}

async function listedBefore(folder: string): Promise<string[]> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return [];
  try {
    const manifest = JSON.parse(await readFile(path, 'utf8')) as { files?: { path?: unknown }[] };
    const own = `${folder.split(/[\\/]/).at(-1) ?? ''}/`;
    return (manifest.files ?? [])
      .map((file) => file.path)
      .filter(
        (file): file is string => typeof file === 'string' && file.startsWith(own) && !file.includes('..'),
      );
  } catch {
    // A manifest that a person has edited into something else is replaced; nothing is removed on its word.
    return [];
  }
}

function removeWithEmptyFolders(path: string, top: string): void {
  rmSync(path, { force: true });
  for (let folder = dirname(path); folder.length > top.length; folder = dirname(folder)) {
    if (!existsSync(folder) || readdirSync(folder).length > 0) return;
    rmdirSync(folder);
  }
}

async function describe(
  ctx: Context,
  campaign: StoredCampaign,
  ref: RevisionRef,
): Promise<Record<string, unknown>> {
  const cells = await findCells(ctx.db, ref);
  const files: Record<string, unknown>[] = [];
  const variants: Record<string, unknown>[] = [];
  let after: string | undefined;
  do {
    const page = await findVariants(ctx.db, { ...ref, limit: PAGE, after });
    after = page.length > PAGE ? page[PAGE - 1]?.id : undefined;
    for (const variant of page.slice(0, PAGE)) {
      variants.push(describeVariant(variant));
      files.push(...variant.renditions.map((found) => describeFile(variant, found)));
    }
  } while (after !== undefined);
  const totals = addUp(cells);
  const target = cells.reduce((sum, cell) => sum + cell.target, 0);
  return {
    campaign: campaign.key,
    name: campaign.name,
    revision: campaign.revision,
    notice: 'Texts marked "offline" were composed by the embedded writer from the brief, without a model.',
    figures: {
      variants: totals.variantCount,
      target,
      completionRate: target === 0 ? 0 : Math.min(1, totals.variantCount / target),
      nearUnique: totals.nearUniqueCount,
      effectiveVariants: totals.effectiveVariants,
      diversityScore: totals.diversityScore,
      pictures: files.length,
    },
    cells: cells.map(({ id: _id, diversity: _diversity, ...cell }) => cell),
    variants,
    files,
  };
}

function describeVariant(variant: Variant): Record<string, unknown> {
  const { key, productKey, locale, channel, angle, layout, palette, theme, writer, copy } = variant;
  const failed = variant.checks.filter((check) => check.verdict !== 'pass');
  return {
    key,
    productKey,
    locale,
    channel,
    angle,
    layout,
    palette,
    theme,
    writer,
    copy,
    checksNotPassed: failed,
  };
}

function describeFile(variant: Variant, found: Variant['renditions'][number]): Record<string, unknown> {
  const { path, sha256, ratio, width, height, bytes, verdict } = found;
  return {
    path,
    sha256,
    variant: variant.key,
    ratio,
    width,
    height,
    bytes,
    verdict,
    altText: variant.copy.altText,
  };
}
