import type { Outcome } from '#llm/attempt/outcome';
import type { Fault } from '#llm/faults/fault';
import type { AttemptEnd } from '#llm/ledger';
import { costMicro, type Target } from '#llm/settings/settings';
import { tokensOfCharacters } from '#llm/tokens';
import type { Request } from './request.ts';

/** How the attempt goes on record. What the provider counted is charged; else what we can tell of it. */
export function endOf<Value, Result>(
  request: Request<Value, Result>,
  made: { target: Target; outcome: Outcome<Value>; fault: Fault | undefined; totalMs: number },
): AttemptEnd {
  const { target, outcome, fault, totalMs } = made;
  const { job, settings } = request;
  const charge = chargeOf(made, job.size.input, job.size.images ?? 0);
  const known = target.isPriceKnown ? charge.micro : null;
  if (charge.micro > 0 || !target.isPriceKnown)
    request.costMicro = known === null || request.costMicro === null ? null : request.costMicro + known;
  const isFlagged = outcome.ok && outcome.flags.length > 0;
  const value = outcome.ok ? outcome.value : outcome.partial?.value;
  const { idempotencyKey: key } = job.scope;
  const isKept = key !== undefined && job.isKept && outcome.ok && fault === undefined;
  return {
    outcome:
      fault === undefined
        ? isFlagged
          ? 'flagged'
          : 'ok'
        : fault.kind === 'invalid'
          ? 'invalid'
          : fault.kind === 'cancelled'
            ? 'cancelled'
            : 'failed',
    ...(fault === undefined ? {} : { fault: fault.kind, faultDetail: fault.detail }),
    ...(fault?.status === undefined ? {} : { httpStatus: fault.status }),
    ...(outcome.firstTokenMs === undefined ? {} : { firstTokenMs: outcome.firstTokenMs }),
    totalMs,
    usage: outcome.usage,
    ...(job.size.images === undefined ? {} : { images: outcome.ok ? job.size.images : 0 }),
    chargedMicro: charge.micro,
    costMicro: known,
    costBasis: charge.basis,
    isGenerated: true,
    cache: 'none',
    ...(settings.document.record.keepTexts && job.hasTexts
      ? { texts: { input: job.input, output: value ?? null } }
      : {}),
    ...(isKept
      ? {
          answer: {
            key,
            value: {
              value: outcome.value,
              flags: outcome.flags,
              target: target.name,
              provider: target.provider,
              model: target.model,
            },
          },
        }
      : {}),
  };
}

/** Faults after which the provider has done work that it may charge for, though it told no figures. */
const MAY_COST: ReadonlySet<string> = new Set([
  'truncated',
  'malformed',
  'stall',
  'first_token_timeout',
  'total_timeout',
  'oversized',
  'cancelled',
  'content_filter',
]);

function chargeOf<Value>(
  { target, outcome, fault }: { target: Target; outcome: Outcome<Value>; fault: Fault | undefined },
  inputTokens: number,
  images: number,
): { micro: number; basis: AttemptEnd['costBasis'] } {
  const { usage, characters } = outcome;
  if (usage.input !== undefined || usage.output !== undefined)
    return {
      micro: costMicro(target.cost, { ...usage, images: outcome.ok ? images : 0 }),
      basis: 'reported',
    };
  const isCharged =
    fault === undefined || fault.kind === 'invalid' || characters > 0 || MAY_COST.has(fault.kind);
  if (!isCharged || target.isFree) return { micro: 0, basis: 'none' };
  const output = tokensOfCharacters(characters);
  return {
    micro: costMicro(target.cost, { input: inputTokens, output, images: outcome.ok ? images : 0 }),
    basis: 'estimated',
  };
}
