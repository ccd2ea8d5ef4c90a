import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/hash';
import { bareRequest, BRAND, richRequest } from '#studio/copy/headphones.fixture';
import { loadPicture } from '#studio/pictures/load-picture';
import { createStudioRenderer } from '#studio/render/index';
import { type CellRequest, type MadeCell, type MadeVariant, type PresentVariant } from './cell-request.ts';
import { produceCell } from './produce-cell.ts';

const renderer = createStudioRenderer();

interface Making {
  readonly made: MadeCell;
  readonly kept: ReadonlyMap<string, Uint8Array>;
}

async function make(changes: Partial<CellRequest> = {}, lanes = 2): Promise<Making> {
  const kept = new Map<string, Uint8Array>();
  const { count: _count, ...facts } = richRequest();
  const request: CellRequest = {
    ...facts,
    otherProducts: [],
    ratios: ['1:1'],
    target: 3,
    present: [],
    signal: new AbortController().signal,
    keep: async (jpeg) => {
      const address = sha256(jpeg);
      kept.set(address, jpeg);
      return address;
    },
    ...changes,
  };
  return { made: await produceCell({ renderer, lanes }, request), kept };
}

const presentOf = ({ copy, layout, features, contentHash }: MadeVariant): PresentVariant => ({
  headline: copy.headline,
  angle: copy.angle,
  layout,
  features,
  contentHash,
});

const kindsOf = (made: MadeCell): string[] => made.gaps.map((gap) => gap.kind);

describe('a cell', () => {
  it('CRE-1 CRE-5 meets its target with different thoughts, whole in every ratio, and measures them', async () => {
    const { made, kept } = await make({ ratios: ['1:1', '16:9'] });
    expect(made.variants).toHaveLength(3);
    expect(new Set(made.variants.map(({ copy }) => copy.angle)).size).toBe(3);
    expect(new Set(made.variants.map(({ layout }) => layout)).size).toBe(3);
    expect(made.diversity).toMatchObject({ produced: 3, exactUnique: 3, nearUnique: 3 });
    expect(made.diversity.effective).toBeGreaterThan(2);
    for (const { renditions, checks } of made.variants) {
      expect(renditions.map(({ ratio }) => ratio)).toEqual(['1:1', '16:9']);
      expect(
        [...checks, ...renditions.flatMap((found) => found.checks)].map(({ verdict }) => verdict),
      ).not.toContain('fail');
      for (const { ratio, sha256: address, bytes } of renditions) {
        const jpeg = kept.get(address) ?? new Uint8Array();
        const { width, height, format } = await sharp(jpeg).metadata();
        expect(jpeg.byteLength).toBe(bytes);
        expect([format, width, height]).toEqual(['jpeg', ...(ratio === '1:1' ? [1080, 1080] : [1920, 1080])]);
      }
    }
    expect(kindsOf(made)).toEqual(['picture_missing', 'logo_missing']);
  });

  it('CRE-7 facts that carry fewer texts than are wanted are a gap that says what to add', async () => {
    const { count: _count, ...facts } = bareRequest();
    const { made } = await make({ ...facts, target: 8 });
    const texts = new Set(made.variants.map(({ copy }) => copy.headline)).size;
    expect(texts).toBeLessThan(8);
    const gap = made.gaps.find(({ kind }) => kind === 'variety');
    expect(gap).toMatchObject({ field: 'products.aurora', locale: 'en' });
    expect(gap?.message).toContain('Add products.aurora.benefits');
    expect(kindsOf((await make()).made)).not.toContain('variety');
  });

  it('CRE-3 a text that fails its checks is on record with angle and reason, and nothing is drawn of it', async () => {
    const brand = { ...BRAND, legalLines: { '*': { de: 'Alle Preise inkl. MwSt.' } } };
    const { made, kept } = await make({ brand });
    expect(made.variants).toEqual([]);
    expect(kept.size).toBe(0);
    expect(made.rejected.length).toBeGreaterThan(0);
    for (const { reason, angle, layout } of made.rejected) {
      expect(reason).toMatch(/^legal\.missing: brand\.legalLines\.\* has no text in en\./);
      expect([angle === undefined, layout]).toEqual([false, '']);
    }
  });

  it('CRE-3 a picture that fails its audit is on record with rule, place and layout, in the same order each time', async () => {
    const drawn = await sharp({ create: { width: 60, height: 60, channels: 3, background: '#aa3322' } })
      .png()
      .toBuffer();
    const product = { ...richRequest().product, picture: await loadPicture(drawn) };
    const [{ made }, again] = [await make({ product }, 1), await make({ product }, 3)];
    const soft = made.rejected.filter(({ reason }) => reason.startsWith('picture.resolution (product): '));
    expect(soft.length).toBeGreaterThan(0);
    expect(soft.every(({ layout }) => layout !== '')).toBe(true);
    expect(made.rejected.length).toBeLessThanOrEqual(20);
    expect(again.made).toEqual(made);
  });

  it('CRE-7 makes only what is missing, unlike what is there, and measures all of them', async () => {
    const first = (await make({ target: 2 })).made.variants;
    const { made, kept } = await make({ target: 5, present: first.map(presentOf), seed: 'round 2' });
    expect(made.variants).toHaveLength(3);
    expect(kept.size).toBe(3);
    expect(made.diversity.produced).toBe(5);
    const texts = [...first, ...made.variants].map(({ copy }) => copy.headline);
    expect(new Set(texts).size).toBe(5);
  });

  it('CRE-7 fills up also where the facts carry no new text, with other layouts', async () => {
    const { count: _count, ...facts } = bareRequest({ locale: 'fi' });
    const first = (await make({ ...facts, target: 2 })).made.variants;
    expect(new Set(first.map(({ copy }) => copy.headline)).size).toBe(1);
    const { made } = await make({ ...facts, target: 4, present: first.map(presentOf), seed: 'round 2' });
    expect(made.variants).toHaveLength(2);
    expect(new Set([...first, ...made.variants].map(({ layout }) => layout)).size).toBe(4);
    expect(kindsOf(made)).toContain('language_unsupported');
  });

  it('CRE-7 a cell that has enough is left alone', async () => {
    const first = (await make({ target: 2 })).made.variants;
    const { made, kept } = await make({ target: 2, present: first.map(presentOf) });
    expect(made.variants).toEqual([]);
    expect(kept.size).toBe(0);
    expect(made.diversity.produced).toBe(2);
  });

  it('CRE-1 is the same to the last byte by the same seed, however parallel, and another by another', async () => {
    const [one, two, other] = [await make({}, 1), await make({}, 4), await make({ seed: 'other' })];
    expect(two.made).toEqual(one.made);
    expect([...two.kept.keys()].toSorted()).toEqual([...one.kept.keys()].toSorted());
    expect(other.made.variants.map(({ contentHash }) => contentHash)).not.toEqual(
      one.made.variants.map(({ contentHash }) => contentHash),
    );
  });

  it('CRE-1 stops when it is told to and keeps nothing', async () => {
    const kept: string[] = [];
    const keep = async (jpeg: Uint8Array): Promise<string> => {
      kept.push(sha256(jpeg));
      return '';
    };
    const signal = AbortSignal.abort(new Error('not wanted any more'));
    await expect(make({ signal, keep })).rejects.toThrow('not wanted any more');
    expect(kept).toEqual([]);
  });
});
