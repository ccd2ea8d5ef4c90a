import type { Place } from './answer-plan.ts';
import { type Said, sayPlan } from './said.ts';
import { cut, type Stage, wait, write } from './stage.ts';

const WORD_MS = 3;

/** Streams the planned answer event by event, with the fault of the plan at its place. */
export async function streamAnswer(stage: Stage): Promise<void> {
  const { request, plan, form, response } = stage;
  const said = sayPlan(plan, request);
  const wordMs = plan.wordMs ?? (plan.fault?.kind === 'huge' ? 0 : WORD_MS);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    ...form.headers(request),
  });
  response.flushHeaders();
  await awaitFirstWord(stage, said);
  if ((await strike(stage, 'first')) === 'over') return;
  if (plan.stirMs === undefined) await write(stage, form.open(request, said));
  let words = 0;
  for (const beat of form.beats(request, said)) {
    const effect = await strike(stage, words);
    if (effect === 'over') return;
    if (effect !== 'word_lost') await write(stage, beat);
    words += 1;
    await wait(stage, wordMs);
  }
  if ((await strike(stage, words)) === 'over') return;
  if (plan.fault?.kind === 'endless') await goOnForEver(stage, said);
  await write(stage, form.close(request, said));
  await endStream(stage);
}

async function awaitFirstWord(stage: Stage, said: Said): Promise<void> {
  const { plan, form, request } = stage;
  const end = performance.now() + (plan.firstTokenMs ?? 0);
  if (plan.stirMs === undefined) return wait(stage, plan.firstTokenMs ?? 0);
  await write(stage, form.open(request, said));
  while (performance.now() < end) {
    await write(stage, form.stir(request));
    await wait(stage, Math.min(plan.stirMs, Math.max(1, end - performance.now())));
  }
}

/** What the fault of the plan does at a place of the stream. */
async function strike(stage: Stage, place: Place): Promise<'nothing' | 'word_lost' | 'over'> {
  const { plan, form, request, response } = stage;
  const { fault } = plan;
  if (fault === undefined || !('word' in fault) || fault.word !== place) return 'nothing';
  switch (fault.kind) {
    case 'cut':
      await cut(stage);
      return 'over';
    case 'end':
      response.end();
      return 'over';
    case 'stall':
      await wait(stage, fault.ms);
      if (fault.isFinal !== true) return 'nothing';
      await cut(stage);
      return 'over';
    case 'malformed':
      await write(stage, form.broken(request));
      return fault.losesWord === true ? 'word_lost' : 'nothing';
    case 'in_band':
      response.end(form.inBand(form.refuse(request, fault.error).body));
      return 'over';
  }
}

async function endStream(stage: Stage): Promise<void> {
  const { plan, form, response } = stage;
  if (plan.fault?.kind !== 'no_end_mark') {
    response.end(form.endMark);
    return;
  }
  await wait(stage, plan.fault.openMs ?? 0);
  response.end();
}

async function goOnForEver(stage: Stage, said: Said): Promise<never> {
  for (;;) {
    for (const beat of stage.form.beats(stage.request, said)) await write(stage, beat);
    await wait(stage, 1);
  }
}
