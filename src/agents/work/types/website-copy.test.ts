import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import type { CheckedPage } from '#agents/work/methods/checked-page';
import { exampleMaterial } from '#test/work-material';
import { taskType } from './website-copy.ts';

interface Content {
  pages: CheckedPage[];
  raised: { objection: string; text: string; basis: string; facts: string[] }[];
  test: { text: string }[];
}
const write = async (payload: unknown, ...of: Parameters<typeof exampleMaterial>) => {
  const { product } = await doWork(taskType, { material: await exampleMaterial(...of), payload });
  return { ...product, content: product.content as Content };
};

describe('website_copy', () => {
  it('EXE-2 puts each proof beside the claim it backs, the same in every language', async () => {
    const { content } = await write({});
    expect(content.pages.map(({ locale }) => locale)).toEqual(['en-US', 'de-DE']);
    for (const page of content.pages) {
      expect(page.claims.map(({ proof }) => proof?.facts ?? null)).toEqual([
        ['brief.products.hush-one.proofs.0'],
        null,
        null,
      ]);
      expect(page.proofs.map(({ facts }) => facts)).toEqual([['brief.products.hush-one.proofs.1']]);
      expect(page.objections[0]?.objection.facts).toEqual(['brief.products.hush-one.problems.0']);
      expect(page.objections[1]?.answer.facts).toEqual(['brief.products.hush-one.benefits.2']);
    }
    expect(content.pages[1]?.faq.map(({ question }) => question)).toContain('Was kostet es?');
    expect(content.pages[1]?.faq.find(({ question }) => question === 'Was kostet es?')?.answer.text).toMatch(
      /^249\s€$/u,
    );
  });

  it('EXE-2 scores the present page by the same rules, and the new one higher', async () => {
    const current = {
      text: 'Welcome to our shop!\nThe most amazing headphones ever, 99% noise gone\nBuy now',
      actions: ['Buy now', 'Blog', 'Contact'],
    };
    const { content, next, summary } = await write({ current, locales: ['en-US'] });
    const [page] = content.pages;
    const told = (item: RegExp) => page?.checklist.find((rule) => item.test(rule.item));
    expect(told(/One action/)).toMatchObject({ before: false, after: true });
    expect(told(/hype/)).toMatchObject({ before: false, after: true });
    expect(told(/Every number/)).toMatchObject({ before: false, after: true });
    expect(told(/Half of the claims/)).toMatchObject({ before: false, after: false });
    expect(page?.scoreBefore).toBeLessThan(30);
    expect(page?.scoreAfter).toBeGreaterThan(80);
    expect(page?.scoreAfter).toBeLessThan(100);
    expect(next.join(' ')).toContain('99');
    expect(summary).toContain(`${page?.scoreBefore} of 100 before`);
  });

  it('EXE-2 takes no figure of a competitor for one of the brand', async () => {
    const source = { id: 's', about: 'Halden', place: 'https://halden.example/', readOn: '2026-11-20' };
    const sources = [{ ...source, text: 'The Halden Over takes 99 % of the noise away.' }];
    const current = { text: 'Hush One takes 99 % of the noise away.', actions: ['Buy now'] };
    const { content } = await write({ current, locales: ['en-US'] }, {}, { sources });
    const rule = content.pages[0]?.checklist.find(({ item }) => /Every number/.test(item));
    expect(rule).toMatchObject({ before: false, after: true });
  });

  it('EXE-2 answers raised objections by facts and says where none does', async () => {
    const { content, missing } = await write({
      objections: ['I fear the battery dies on the way', 'Is there a shop in Leipzig?'],
    });
    expect(content.raised[0]).toMatchObject({
      basis: 'derived',
      facts: ['brief.products.hush-one.features.0'],
    });
    expect(content.raised[1]).toMatchObject({ basis: 'assumed', facts: [] });
    expect(missing.map(({ what }) => what).join(' ')).toContain('Leipzig');
  });

  it('EXE-2 leaves a quote out where the brand bans a word of it, and finds prices as the locale writes them', async () => {
    const { content } = await write({}, { brief: 'quiet_rain.yaml', brand: 'amemori' });
    const quoted = new Map(content.pages.map(({ locale, quote }) => [locale, quote !== null]));
    expect([quoted.get('zh-CN'), quoted.get('ja-JP')]).toEqual([false, true]);
    for (const { checklist } of content.pages)
      expect(checklist.filter(({ after }) => after === false).map(({ item }) => item)).toEqual([
        'Half of the claims or more have a proof within two lines',
      ]);
  });

  it('EXE-1 blocks a page of a product that nothing is said of', async () => {
    const material = await exampleMaterial({ brief: 'friday_noon.json', brand: 'tallywell' });
    expect(examine(taskType, material, {}).filter(({ severity }) => severity === 'blocks')).toMatchObject([
      { field: 'brief.products.benefits' },
    ]);
    expect(taskType.propose(material)).toBeUndefined();
    expect(examine(taskType, await exampleMaterial(), { product: 'toaster' })[0]).toMatchObject({
      field: 'product',
      severity: 'blocks',
    });
  });
});
