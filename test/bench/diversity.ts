import { extractFeatures } from '#studio/diversity/features';
import { batchOf } from '#studio/diversity/invented-features';
import { prepareGroup } from '#studio/diversity/likeness';
import { findNearDuplicates } from '#studio/diversity/near-duplicates';
import { measureDiversity } from '#studio/diversity/report';
import { selectDiverse } from '#studio/diversity/select';
import { type BenchFigures, cpuMilliseconds, printFigures } from './figures.ts';

/** Cost of features, reports and selection; reports on 1,000, 2,000 and 10,000 invented variants of one group. */
export async function benchDiversity(): Promise<BenchFigures> {
  const figures: Record<string, number> = {};
  const pixels = Uint8Array.from({ length: 1080 * 1080 * 4 }, (_, i) => (i * 31) % 251);
  const input = { pixels, width: 1080, height: 1080, text: 'Quiet evenings on one charge' };
  await extractFeatures(input);
  figures['features of one 1080 x 1080 picture, CPU ms'] =
    (await cpuMilliseconds(async () => {
      for (let i = 0; i < 20; i++) await extractFeatures(input);
    })) / 20;
  measureDiversity(batchOf(500, 'warm'));
  for (const size of [1_000, 2_000, 10_000]) {
    const items = batchOf(size, `bench-${size}`);
    const features = items.map((item) => item.features);
    figures[`report on ${size}, CPU ms`] = await cpuMilliseconds(() => measureDiversity(items));
    figures[`near-duplicates of ${size}, CPU ms`] = await cpuMilliseconds(() =>
      findNearDuplicates(prepareGroup(features)),
    );
  }
  const made = batchOf(96, 'choice').map((item, i) => ({
    ...item,
    angle: `angle-${i % 6}`,
    layout: `layout-${i % 10}`,
    hasPassed: true,
  }));
  figures['selection of 24 from 96, CPU ms'] = await cpuMilliseconds(() => selectDiverse(made, 24));
  return { name: 'diversity', figures };
}

if (import.meta.main) printFigures(await benchDiversity());
