import type { AttemptStart } from '#llm/ledger';
import type { Fault } from '#llm/faults/fault';
import { AppError, type ErrorDetails } from '#kernel/errors';
import { newId } from '#kernel/ids';
import type { BudgetRefusal } from '#llm/ledger';
import { llmError } from '#llm/errors';
import type { Flag } from '#llm/model';
import { costMicro, type Settings, type Target } from '#llm/settings/settings';
import type { UseCaseSettings } from '#llm/settings/settings-document';
import type { Job } from './job.ts';

/** The state of one request over all its attempts. */
export interface Request<Value, Result> {
  readonly id: string;
  readonly job: Job<Value, Result>;
  readonly settings: Settings;
  readonly useCase: UseCaseSettings & { readonly name: string };
  readonly startedAt: number;
  attempts: number;
  costMicro: number | null;
  /** What each target came to, for the one who asked. */
  readonly reports: { target: Target; fault: Fault }[];
  refusal: BudgetRefusal | undefined;
  error: AppError | undefined;
  /** The best there is should all fail: an answer with a flag. */
  partial: { value: Value; flags: readonly Flag[]; target: Target; callId: string } | undefined;
}

/** Milliseconds left for the request. */
export function leftMs(request: Pick<Request<unknown, unknown>, 'startedAt' | 'useCase'>): number {
  return request.useCase.deadlineMs - (performance.now() - request.startedAt);
}

/** The next attempt's line for record and budgets. */
export function startOf(
  request: Request<never, unknown> | Request<unknown, unknown>,
  target: AttemptStart['target'] & Partial<Target>,
): AttemptStart {
  const { job } = request;
  const { scope, size } = job;
  const output = 'cost' in target ? size.output(target as Target) : 0;
  return {
    workspaceId: scope.workspaceId,
    callId: newId('llc'),
    requestId: request.id,
    attempt: ++request.attempts,
    useCase: request.useCase.name,
    kind: job.kind,
    purpose: scope.purpose,
    actor: scope.actor,
    brandId: scope.brandId,
    campaignId: scope.campaignId,
    runId: scope.runId,
    prompt: job.prompt,
    target,
    params: job.params,
    estimateMicro:
      target.cost === undefined
        ? 0
        : costMicro(target.cost, { input: size.input, output, images: size.images ?? 0 }),
    estimateTokens: size.input + output,
    expiresInMs: request.useCase.deadlineMs + 60_000,
  };
}

const AMOUNT: Readonly<Record<BudgetRefusal['measure'], (value: number) => string>> = {
  cost: (micro) => `${(micro / 1e6).toFixed(micro < 1e6 ? 4 : 2)} USD`,
  tokens: (count) => `${count.toLocaleString('en')} tokens`,
  calls: (count) => `${count.toLocaleString('en')} calls`,
};

/** The refusal as an error that names the budget and the figures. */
export function overBudget(refusal: BudgetRefusal): AppError {
  const show = AMOUNT[refusal.measure];
  const of =
    refusal.scopeKind === 'workspace'
      ? 'the workspace'
      : `${refusal.scopeKind.replace('_', ' ')} ${refusal.scopeId}`;
  const per = refusal.period === 'total' ? 'total' : `${refusal.period}ly`.replace('dayly', 'daily');
  return llmError('llm.over_budget', {
    budget: `the ${per} budget of ${of}`,
    ...refusal,
    limit: show(refusal.limit),
    spent: show(refusal.spent),
    reserved: show(refusal.reserved),
    wanted: show(refusal.wanted),
  });
}

/** The error of a request that nobody could answer; the most telling cause comes first. */
export function failureOf(request: Request<never, unknown> | Request<unknown, unknown>): AppError {
  const { reports, refusal, useCase, job, settings } = request;
  // For programs that ask what kind of fault it was.
  const faults = [...new Set(reports.map(({ fault }) => fault.kind))];
  const stop = reports.find(({ fault }) => fault.kind === 'content_filter');
  if (stop !== undefined)
    return llmError('llm.content_refused', { target: stop.target.name, reason: stop.fault.detail, faults });
  const wrong = reports.find(({ fault }) => fault.kind === 'bad_request');
  if (wrong !== undefined)
    return llmError('llm.request_refused', { target: wrong.target.name, reason: wrong.fault.detail, faults });
  if (reports.some(({ fault }) => fault.kind === 'cancelled')) return llmError('llm.cancelled');
  if (reports.length === 0 && refusal !== undefined) return overBudget(refusal);
  if (reports.length === 0 && request.error !== undefined) return request.error;
  if (reports.length === 0) {
    const isKnown = (job.targets ?? useCase.chain).length > 0;
    return isKnown
      ? llmError('llm.all_failed', {
          useCase: useCase.name,
          report: 'Every breaker is open; they are tried again in a few seconds.',
        })
      : llmError('llm.chain_empty', { useCase: useCase.name });
  }
  const last = reports.at(-1);
  const waits = reports.map(({ fault }) => fault).filter((fault) => fault.kind === 'rate_limit');
  if (waits.length === reports.length && last !== undefined && last.fault.retryAfterMs !== undefined)
    return llmError('llm.rate_limited', {
      target: last.target.name,
      seconds: Math.ceil(last.fault.retryAfterMs / 1000),
      faults,
    });
  if (reports.every(({ fault }) => fault.kind === 'context')) {
    const windows = [
      ...new Set(
        (job.targets ?? useCase.chain).map((name) => settings.targets.get(name)?.contextWindow ?? 0),
      ),
    ];
    return llmError('llm.too_long', {
      tokens: job.size.input,
      useCase: useCase.name,
      windows: windows.join(', '),
    });
  }
  const report = [
    ...new Set(reports.map(({ target, fault }) => `${target.name}: ${fault.kind} (${fault.detail})`)),
  ].join('; ');
  const details: ErrorDetails = {
    useCase: useCase.name,
    faults,
    report: refusal === undefined ? report : `${report}. ${overBudget(refusal).message}`,
  };
  return llmError(
    reports.every(({ fault }) => fault.kind === 'invalid') ? 'llm.answer_invalid' : 'llm.all_failed',
    details,
  );
}
