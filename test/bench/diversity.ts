import { extractFeatures } from '#studio/diversity/features';
import { batchOf } from '#studio/diversity/invented-features';
import { prepareGroup } from '#studio/diversity/likeness';
import { findNearDuplicates } from '#studio/diversity/near-duplicates';
import { measureDiversity } from '#studio/diversity/report';
import { selectDiverse } from '#studio/diversity/select';

export interface BenchFigures {
  readonly name: string;
  /** What was measured, with its unit, to the number. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Processor time, not wall time: it holds on a busy machine. */
const milliseconds = async (work: () => unknown): Promise<number> => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return Math.round((user + system) / 100) / 10;
};

/** Cost of features, reports and selection; reports on 1,000, 2,000 and 10,000 invented variants of one group. */
export async function benchDiversity(): Promise<BenchFigures> {
  const figures: Record<string, number> = {};
  const pixels = Uint8Array.from({ length: 1080 * 1080 * 4 }, (_, i) => (i * 31) % 251);
  const input = { pixels, width: 1080, height: 1080, text: 'Quiet evenings on one charge' };
  await extractFeatures(input);
  figures['features of one 1080 x 1080 picture, CPU ms'] =
    (await milliseconds(async () => {
      for (let i = 0; i < 20; i++) await extractFeatures(input);
    })) / 20;
  measureDiversity(batchOf(500, 'warm'));
  for (const size of [1_000, 2_000, 10_000]) {
    const items = batchOf(size, `bench-${size}`);
    const features = items.map((item) => item.features);
    figures[`report on ${size}, CPU ms`] = await milliseconds(() => measureDiversity(items));
    figures[`near-duplicates of ${size}, CPU ms`] = await milliseconds(() =>
      findNearDuplicates(prepareGroup(features)),
    );
  }
  const made = batchOf(96, 'choice').map((item, i) => ({
    ...item,
    angle: `angle-${i % 6}`,
    layout: `layout-${i % 10}`,
    hasPassed: true,
  }));
  figures['selection of 24 from 96, CPU ms'] = await milliseconds(() => selectDiverse(made, 24));
  return { name: 'diversity', figures };
}

if (import.meta.main) {
  const { name, figures } = await benchDiversity();
  console.log(name);
  for (const [what, value] of Object.entries(figures))
    console.log(`  ${what}: ${value.toLocaleString('en')}`);
}
