/** Prints the figures of all benchmarks, or of those named. Never fails on time. */
import { benchCampaign } from './campaign.ts';
import { benchDiversity } from './diversity.ts';
import { printFigures } from './figures.ts';
import { benchGateway } from './gateway.ts';
import { benchRender } from './render.ts';
import { benchServer } from './server.ts';

const benches = {
  render: benchRender,
  diversity: benchDiversity,
  server: benchServer,
  campaign: benchCampaign,
  gateway: benchGateway,
};
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) printFigures(await run());
}
