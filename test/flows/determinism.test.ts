import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startWorkerRole } from '#server/worker-role';
import { headphones, smallBrief } from '#test/briefs';
import { atRest, handIn, openTestHouse } from '#test/house';
import { importKit } from '#test/kits';
import { readManifest } from '#test/outputs';
import { drawPicture } from '#test/pictures';

const BRIEF = smallBrief({
  brand: 'northlight',
  products: [headphones({ image: 'hush.png' })],
  locales: ['en-US', 'de-DE'],
  aspect_ratios: ['1:1', '16:9'],
});

/** The manifest that the brief ends with in a house of its own, with so many pictures made side by side. */
async function makeAnew(lanes: number): Promise<{ text: string; pictures: string[] }> {
  const house = await openTestHouse({ AICMO_RENDER_LANES: String(lanes) });
  try {
    mkdirSync(house.config.briefsDir);
    writeFileSync(join(house.config.briefsDir, 'hush.png'), await drawPicture('png'));
    await importKit(house);
    const worker = await startWorkerRole(house);
    try {
      const { campaignId } = await handIn(house, BRIEF);
      await atRest(house, campaignId);
    } finally {
      await worker.stop();
    }
    const text = readFileSync(join(house.config.outputDir, 'quiet-autumn', 'manifest.json'), 'utf8');
    return { text, pictures: readManifest(house, 'quiet-autumn')?.files.map((file) => file.sha256) ?? [] };
  } finally {
    await house.close();
  }
}

it('CRE-1 the same brief in two fresh databases gives the same bytes and the same manifest, however parallel', async () => {
  const first = await makeAnew(1);
  const second = await makeAnew(3);
  expect(first.pictures).toHaveLength(12);
  expect(second.pictures).toEqual(first.pictures);
  expect(second.text).toBe(first.text);
});
