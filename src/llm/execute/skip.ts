import type { Target } from '#llm/settings/settings';
import type { Engine } from './engine.ts';
import { type Request, startOf } from './request.ts';

/** Puts on record that a target was passed over, and why. */
export async function skip<Value, Result>(
  engine: Engine,
  request: Request<Value, Result>,
  about: { target: Target; why: string },
): Promise<void> {
  await engine.ledger.note(startOf(request, about.target), {
    outcome: 'skipped',
    fault: 'skipped',
    faultDetail: about.why,
    usage: {},
    chargedMicro: 0,
    costMicro: 0,
    costBasis: 'none',
    isGenerated: false,
    cache: 'none',
  });
}
