import type { Fault, Refusal } from './answer-plan.ts';
import { bodyAnswer } from './body-answer.ts';
import { endsWithAssistant } from './peer-request.ts';
import { type Stage, wait } from './stage.ts';
import { streamAnswer } from './stream-answer.ts';
import type { NativeAnswer } from './wire-form.ts';

const REFUSALS: ReadonlySet<string> = new Set<Refusal['kind']>([
  'rate_limit',
  'server',
  'overloaded',
  'quota',
  'bad_key',
  'model_missing',
  'context',
  'content_filter',
  'prefill',
]);

const PROXY_PAGE =
  '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>';

/** Answers one call as its plan says. Rejects when the caller leaves before the end. */
export async function giveAnswer(stage: Stage): Promise<void> {
  const { request, plan, form } = stage;
  await wait(stage, plan.silenceMs ?? 0);
  const refusal = refusalOf(stage);
  if (refusal !== undefined) sendNative(stage, form.refuse(request, refusal));
  else if (plan.fault?.kind === 'reset') stage.breakOff('reset');
  else if (plan.fault !== undefined && isOffWire(plan.fault)) sendOffWire(stage, plan.fault);
  else if (request.isStream && request.task === 'text') await streamAnswer(stage);
  else await bodyAnswer(stage);
}

type OffWire = Extract<Fault, { kind: 'html' | 'empty' | 'empty_object' | 'raw' }>;

function isOffWire(fault: Fault): fault is OffWire {
  return ['html', 'empty', 'empty_object', 'raw'].includes(fault.kind);
}

function sendOffWire({ request, response }: Stage, fault: OffWire): void {
  const json = { 'content-type': 'application/json' };
  switch (fault.kind) {
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PROXY_PAGE);
      return;
    case 'empty':
      response.writeHead(200, request.isStream ? { 'content-type': 'text/event-stream' } : json).end();
      return;
    case 'empty_object':
      response.writeHead(200, json).end('{}');
      return;
    case 'raw':
      response.writeHead(fault.status ?? 200, fault.headers ?? json).end(fault.body);
      return;
  }
}

function refusalOf({ request, plan }: Stage): Refusal | undefined {
  if (plan.fault !== undefined && isRefusal(plan.fault)) return plan.fault;
  return plan.refusesPrefill === true && endsWithAssistant(request) ? { kind: 'prefill' } : undefined;
}

function isRefusal(fault: Fault): fault is Refusal {
  return REFUSALS.has(fault.kind);
}

function sendNative({ request, form, response }: Stage, { status, headers, body }: NativeAnswer): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...form.headers(request),
    ...headers,
  });
  response.end(JSON.stringify(body));
}
