import { describe, expect, it } from 'vitest';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';
import { doWork } from './do-work.ts';
import { readPlace } from './places.ts';
import { findTaskType, TASK_TYPES } from './registry.ts';
import { editablePlaces, reviseProduct } from './revise-product.ts';
import { statementsIn, type WorkProduct } from './work-product.ts';

const BACKING = 'Stated by Ann, 2026-11-27: she knows the market';

async function workOf(name: string, payload?: unknown): Promise<WorkProduct> {
  const type = needType(name);
  const material = await exampleMaterial({}, { variants: exampleVariants() });
  const given = payload ?? type.propose(material)?.payload ?? examplePayloads[name] ?? type.input.parse({});
  return (await doWork(type, { material, payload: given })).product;
}
function needType(name: string) {
  const type = findTaskType(name);
  if (type === undefined) throw new Error(`there is no ${name}`);
  return type;
}
const revise = (name: string, product: WorkProduct, texts: readonly { path: string; text: string }[]) =>
  reviseProduct(needType(name), product, { texts, backing: BACKING });
const issuesOf = (found: ReturnType<typeof reviseProduct>) => ('issues' in found ? found.issues : []);
const revisedOf = (found: ReturnType<typeof reviseProduct>) => {
  if ('issues' in found) throw new Error(JSON.stringify(found.issues));
  return found;
};

describe('a person’s revision of a work product', () => {
  it.each(TASK_TYPES.filter(({ type }) => type !== 'email_rewrite').map(({ type }) => type))(
    'EXE-2 each text of %s that can be written anew is taken, and nothing else changes',
    async (name) => {
      const product = await workOf(name);
      const places = editablePlaces(needType(name), product);
      expect(places[0]).toMatchObject({ path: 'summary', text: product.summary });
      for (const { path, text, mostCharacters } of places) {
        expect([path, readPlace(product, path)]).toEqual([path, text]);
        expect(path).toMatch(/^summary$|^next\.\d+$|^content\./);
        expect(text.length).toBeLessThanOrEqual(mostCharacters);
      }
      const before = structuredClone(product);
      const { product: after, edited } = revisedOf(
        revise(name, product, [{ path: 'summary', text: 'In short.' }]),
      );
      expect(edited).toEqual(['summary']);
      expect(after).toEqual({ ...before, summary: 'In short.' });
      expect(product).toEqual(before);
    },
  );

  it('EXE-2 a statement that a person wrote rests on what they stated, with who, when and why', async () => {
    const product = await workOf('swot_analysis');
    const path = 'content.moves.0.text';
    const { product: after, facts } = revisedOf(
      revise('swot_analysis', product, [{ path, text: 'Lead with the guarantee.' }]),
    );
    expect(facts).toEqual([
      { id: `stated.${path}`, text: 'Lead with the guarantee.', source: 'person', backing: BACKING },
    ]);
    const [move] = statementsIn((after.content as { moves: unknown[] }).moves[0]);
    expect(move).toMatchObject({ text: 'Lead with the guarantee.', basis: 'stated' });
    expect(move?.facts[0]).toBe(`stated.${path}`);
    // Again: the newest word of a person takes the place of the one before.
    const again = revisedOf(revise('swot_analysis', after, [{ path, text: 'Lead with repair.' }]));
    const [second] = statementsIn((again.product.content as { moves: unknown[] }).moves[0]);
    expect(second?.facts.filter((id) => id.startsWith('stated.'))).toEqual([`stated.${path}`]);
  });

  it('EXE-2 what nobody had stated is stated by a person, and so a fact for later work', async () => {
    const type = needType('brand_positioning');
    const { brief } = await exampleMaterial();
    const { audience: _none, ...rest } = brief as { audience?: unknown };
    const material = await exampleMaterial({}, { brief: rest as never });
    const { product } = await doWork(type, { material, payload: {} });
    const path = 'content.positions.0.audience.text';
    expect(editablePlaces(type, product).map((place) => place.path)).toContain(path);
    const { product: after } = revisedOf(
      revise('brand_positioning', product, [{ path, text: 'Commuters of large towns' }]),
    );
    expect(readPlace(after, 'content.positions.0.audience', 'object')).toEqual({
      text: 'Commuters of large towns',
      basis: 'stated',
      facts: [`stated.${path}`],
    });
  });

  it('EXE-2 figures, findings and unknown places are no texts to write, and each is told at its path', async () => {
    const product = await workOf('swot_analysis');
    const issues = issuesOf(
      revise('swot_analysis', product, [
        { path: 'confidence.level', text: 'high' },
        { path: 'method', text: 'By feeling' },
        { path: 'content.strengths.0.text', text: 'We are the best' },
        { path: 'content.__proto__.x', text: 'x' },
        { path: 'content.moves.0.text', text: '' },
        { path: 'summary', text: 'x'.repeat(1_201) },
        { path: 'next.0', text: 'Fine' },
      ]),
    );
    expect(issues.map(({ field }) => field)).toEqual([
      'confidence.level',
      'method',
      'content.strengths.0.text',
      'content.__proto__.x',
      'content.moves.0.text',
      'summary',
    ]);
    expect(issuesOf(revise('swot_analysis', product, [{ path: 'summary', text: product.summary }]))).toEqual([
      { field: 'texts', message: 'No text differs from what stands there.' },
    ]);
  });

  it('EXE-2 an address and a figure of a mail stay in it, and its measures are counted anew', async () => {
    const emails = [
      {
        subject: 'The lamp for the dark months is here',
        preheader: '22 hours of light on one charge.',
        body: 'Dusk Lamp gives 22 hours of light on one charge.\n\nSee it: https://northlight.example/dusk',
      },
    ];
    const product = await workOf('email_rewrite', { emails });
    expect(
      issuesOf(revise('email_rewrite', product, [{ path: 'content.emails.0.after.body', text: 'A lamp.' }])),
    ).toMatchObject([{ message: expect.stringMatching(/must stay in it/) as string }]);
    const subject = 'A lamp for dark months';
    const { product: after } = revisedOf(
      revise('email_rewrite', product, [{ path: 'content.emails.0.after.subject', text: subject }]),
    );
    expect(readPlace(after, 'content.emails.0.measuresAfter.subject', 'object')).toBe(subject.length);
  });
});
