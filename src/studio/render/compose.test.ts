import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#kernel/hash';
import { FIXTURE_BRANDS, type FixtureBrand, type FixtureBrandName } from '#studio/fixtures/brands';
import { drawScene } from '#studio/fixtures/pictures';
import { fixtureSpec } from '#studio/fixtures/specs';
import { listLayouts } from '#studio/layouts/registry';
import { RATIOS, type Channel, type Composition, type CreativeSpec } from '#studio/model';
import { composeCreative } from './compose.ts';
import { createStudioRenderer } from './studio-renderer.ts';

const renderer = createStudioRenderer();
const brands = new Map<FixtureBrandName, FixtureBrand>();

beforeAll(async () => {
  for (const [name, make] of Object.entries(FIXTURE_BRANDS))
    brands.set(name as FixtureBrandName, await make());
});

function brandOf(name: FixtureBrandName): FixtureBrand {
  const brand = brands.get(name);
  if (brand === undefined) throw new Error(name);
  return brand;
}

/** What a failed creative says, so that a red test names rule and place. */
function verdictOf(spec: CreativeSpec, composition: Composition): string {
  const failed = composition.checks.filter((check) => check.verdict === 'fail');
  const where = `${spec.layout} ${spec.ratio} ${spec.copy.locale} ${spec.palette} ${spec.theme}`;
  return failed.length === 0 ? 'ok' : `${where}: ${failed.map((check) => check.message).join(' ')}`;
}

const CHANNELS: Readonly<Record<string, Channel>> = {
  en: 'linkedin',
  de: 'instagram',
  ar: 'tiktok',
  zh: 'x',
};

describe('CRE-1 CRE-4 every layout in every ratio, with and without a picture', () => {
  for (const [index, layout] of listLayouts().entries()) {
    it(`${layout.name} passes or is repaired in en, de, ar and zh`, async () => {
      const names = Object.keys(FIXTURE_BRANDS) as FixtureBrandName[];
      let turn = index;
      for (const ratio of RATIOS) {
        for (const locale of Object.keys(CHANNELS)) {
          for (const hasPicture of [true, false]) {
            const brand = brandOf(names[turn % names.length] ?? 'halden');
            const channel = CHANNELS[locale] ?? 'linkedin';
            const spec = fixtureSpec({
              brand,
              layout: layout.name,
              ratio,
              locale,
              channel,
              hasPicture,
              palette: turn++,
            });
            expect(verdictOf(spec, await composeCreative(renderer, spec))).toBe('ok');
          }
        }
      }
    });
  }

  it('other scripts pass too: he, hi, ja, ko, th', async () => {
    for (const [index, locale] of ['he', 'hi', 'ja', 'ko', 'th'].entries()) {
      for (const layout of listLayouts()) {
        const ratio = RATIOS[index % RATIOS.length] ?? '1:1';
        const spec = fixtureSpec({
          brand: brandOf('kobalt'),
          layout: layout.name,
          ratio,
          locale,
          palette: index,
        });
        expect(verdictOf(spec, await composeCreative(renderer, spec))).toBe('ok');
      }
    }
  });

  it('photos without alpha and painted scenes pass in every layout', async () => {
    const scene = await drawScene('#c9bda6', '#7a5a3c');
    for (const [index, layout] of listLayouts().entries()) {
      const ratio = RATIOS[index % RATIOS.length] ?? '1:1';
      const base = fixtureSpec({ brand: brandOf('halden'), layout: layout.name, ratio, palette: index });
      const photos = base.products.map(({ name }) => ({ name, picture: scene }));
      for (const spec of [
        { ...base, products: photos },
        { ...base, hero: scene },
      ]) {
        expect(verdictOf(spec, await composeCreative(renderer, spec))).toBe('ok');
      }
    }
  });
});

describe('CRE-2 equal specs give equal pictures', () => {
  it('draws the same bytes twice, in another renderer and beside other work', async () => {
    const spec = fixtureSpec({ brand: brandOf('halden'), layout: 'diagonal', ratio: '4:5', locale: 'de' });
    const other = fixtureSpec({ brand: brandOf('florin'), layout: 'editorial', locale: 'ja' });
    const [first] = await Promise.all([composeCreative(renderer, spec), composeCreative(renderer, other)]);
    const second = await composeCreative(createStudioRenderer(), spec);
    expect(sha256(second.pixels)).toBe(sha256(first.pixels));
    expect(second.checks).toEqual(first.checks);
  });

  it('changes with the palette, the theme and the layout', async () => {
    const base = fixtureSpec({ brand: brandOf('halden'), layout: 'story' });
    const variants = [
      base,
      { ...base, palette: 'brand' },
      { ...base, theme: 'dark' as const },
      { ...base, layout: 'card' },
    ];
    const prints = await Promise.all(
      variants.map(async (spec) => sha256((await composeCreative(renderer, spec)).pixels)),
    );
    expect(new Set(prints).size).toBe(variants.length);
  });
});

describe('CRE-3 what cannot pass is repaired with a record or marked', () => {
  it('reports a glyph that no font has, with its code', async () => {
    const base = fixtureSpec({ brand: brandOf('halden'), layout: 'minimal' });
    const spec = { ...base, copy: { ...base.copy, headline: 'Now in \u{12000} cuneiform' } };
    const { checks, verdict } = await composeCreative(renderer, spec);
    expect(verdict).toBe('failed');
    expect(checks.find((check) => check.rule === 'glyphs.missing')).toMatchObject({
      verdict: 'fail',
      place: 'headline',
      message: expect.stringContaining('U+12000') as string,
    });
  });

  it("warns when another font than the brand's draws the text", async () => {
    const spec = fixtureSpec({ brand: brandOf('halden'), layout: 'minimal', locale: 'ar' });
    const { checks } = await composeCreative(renderer, spec);
    const found = checks.find((check) => check.rule === 'glyphs.not_brand_font');
    expect(found).toMatchObject({
      verdict: 'warn',
      message: expect.stringContaining('Noto Sans Arabic') as string,
    });
  });

  it('warns when the kit has no logo and sets the name instead', async () => {
    const base = fixtureSpec({ brand: brandOf('halden'), layout: 'split' });
    const { checks } = await composeCreative(renderer, { ...base, brand: { ...base.brand, logo: {} } });
    expect(checks.find((check) => check.rule === 'logo.present')).toMatchObject({
      verdict: 'warn',
      measured: 0,
    });
  });

  it('puts a plate behind a logo that exists for the wrong ground only, and says so', async () => {
    const base = fixtureSpec({ brand: brandOf('kobalt'), layout: 'big_type' });
    const { onLight } = base.brand.logo;
    if (onLight === undefined) throw new Error('the fixture has one');
    const spec: CreativeSpec = {
      ...base,
      palette: 'brand',
      theme: 'dark',
      brand: { ...base.brand, logo: { onLight } },
    };
    const { repairs, verdict } = await composeCreative(renderer, spec);
    expect(verdict).toBe('repaired');
    expect(repairs[0]).toMatchObject({
      rule: 'logo.contrast',
      step: expect.stringContaining('plate') as string,
    });
  });

  it('marks a headline that cannot fit, after stepping down three times', async () => {
    const base = fixtureSpec({ brand: brandOf('halden'), layout: 'split', ratio: '1.91:1' });
    const headline = 'Unbreakablewordsofquiteridiculouslengththatnobodywouldeverset';
    const { checks, verdict, repairs } = await composeCreative(renderer, {
      ...base,
      copy: { ...base.copy, headline },
    });
    expect(verdict).toBe('failed');
    expect(checks.some((check) => check.rule === 'overflow.text' && check.verdict === 'fail')).toBe(true);
    expect(repairs.length).toBeLessThanOrEqual(6);
  });

  it('refuses an unknown layout by naming those there are', async () => {
    const spec = { ...fixtureSpec({ brand: brandOf('halden'), layout: 'split' }), layout: 'poster' };
    await expect(composeCreative(renderer, spec)).rejects.toMatchObject({
      code: 'studio.layout_unknown',
      message: expect.stringContaining('hero_picture') as string,
    });
  });
});
