import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { HEADPHONE_FACTS } from '#studio/copy/headphones-facts.fixture';
import { type BenchFigures, printFigures } from './figures.ts';
import {
  type BenchServer,
  makeHome,
  memoryOf,
  postgresMemoryMb,
  startBenchServer,
} from './server-process.ts';

const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'ja', 'ko', 'ar'] as const;
const PICTURES = ['headphones.png', 'lamp.png', 'trail-shoe.png', 'backpack.png', 'serum.png'] as const;

/** One brief for 1,000 variants in three ratios, from the file in the folder to the finished campaign. */
export async function benchCampaign(): Promise<BenchFigures> {
  const home = makeHome();
  try {
    const server = await startBenchServer(home.folder);
    const started = performance.now();
    writeFileSync(join(server.briefsDir, 'thousand.json'), JSON.stringify(thousandVariants()));
    let databaseMb = 0;
    let campaign: CampaignAnswer | undefined;
    do {
      await delay(1_000);
      databaseMb = Math.max(databaseMb, postgresMemoryMb(home.folder));
      campaign = await findCampaign(server);
    } while (campaign === undefined || ['new', 'validated', 'generating'].includes(campaign.status));
    const seconds = (performance.now() - started) / 1000;
    const { peakMb } = memoryOf(server.process.pid);
    await server.stop();
    return {
      name: 'campaign',
      figures: {
        'variants made': campaign.variantCount,
        'pictures made': campaign.imageCount,
        'effective variants': Math.round(campaign.effectiveVariants ?? 0),
        'end to end, seconds': Math.round(seconds * 10) / 10,
        'finished pictures per second': Math.round((campaign.imageCount / seconds) * 10) / 10,
        'server, peak MB resident': peakMb,
        'database, peak MB (PSS)': databaseMb,
        'output, MB': Math.round(sizeOf(join(home.folder, 'output')) / 1_000_000),
      },
    };
  } finally {
    home.remove();
  }
}

interface CampaignAnswer {
  readonly status: string;
  readonly variantCount: number;
  readonly imageCount: number;
  readonly effectiveVariants: number | null;
}

async function findCampaign({ ask }: BenchServer): Promise<CampaignAnswer | undefined> {
  const answer = await ask('campaigns/thousand');
  return answer.ok ? ((await answer.json()) as CampaignAnswer) : undefined;
}

/** Five products, ten languages, two channels, ten variants each. */
function thousandVariants(): Record<string, unknown> {
  const inAll = (pick: (facts: (typeof HEADPHONE_FACTS)[string]) => string): Record<string, string> =>
    Object.fromEntries(
      LANGUAGES.flatMap((language) => {
        const facts = HEADPHONE_FACTS[language];
        return facts === undefined ? [] : [[language, pick(facts)]];
      }),
    );
  const each = (field: 'benefits' | 'features' | 'problems'): Record<string, string>[] =>
    [0, 1, 2].map((index) => inAll((facts) => facts[field][index] ?? ''));
  return {
    campaign_id: 'thousand',
    name: 'A thousand variants',
    brand: 'bench',
    language: 'en',
    locales: [...LANGUAGES],
    channels: ['instagram', 'ads'],
    aspect_ratios: ['1:1', '4:5', '9:16'],
    target_variants: 10,
    message: inAll((facts) => facts.message),
    audience: inAll((facts) => facts.audience),
    occasion: inAll((facts) => facts.occasion),
    schedule: { start: '2026-12-01', end: '2026-12-24' },
    products: PICTURES.map((image, index) => ({
      name: `Aurora ${index + 1}`,
      category: inAll((facts) => facts.category),
      description: inAll((facts) => facts.description),
      benefits: each('benefits'),
      features: each('features'),
      problems: each('problems'),
      proofs: [{ text: inAll((facts) => facts.proof) }],
      price: { amount: 199 + index, currency: 'EUR' },
      image: `assets/${image}`,
    })),
  };
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

if (import.meta.main) printFigures(await benchCampaign());
