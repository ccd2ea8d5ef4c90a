import type { Fault, Place } from './answer-plan.ts';
import { drawPicture } from './peer-picture.ts';
import { type Said, sayPlan } from './said.ts';
import { cut, type Stage, wait, write } from './stage.ts';
import { MEDIA_FORMS } from './wire-forms.ts';

/** Words that a share of a body is counted in when the answer has none. */
const NOMINAL_WORDS = 60;

/** Answers in one JSON body, with the fault of the plan at the same share of its length. */
export async function bodyAnswer(stage: Stage): Promise<void> {
  const { request, plan, form } = stage;
  const said = sayPlan(plan, request);
  if (plan.fault?.kind === 'in_band')
    return sendBody(stage, form.refuse(request, plan.fault.error).body, said);
  return sendBody(stage, await bodyOf(stage, said), said);
}

async function bodyOf({ request, plan, form }: Stage, said: Said): Promise<unknown> {
  const media = MEDIA_FORMS[request.wire];
  if (request.task === 'text' || media === undefined) return form.whole(request, said);
  if (request.task === 'embedding') return media.embed(request);
  const asked = media.askedPictures(request);
  const picture = await drawPicture(plan.picture ?? {}, asked);
  return media.show(
    request,
    said,
    Array.from({ length: asked.count }, () => picture),
  );
}

async function sendBody(stage: Stage, body: unknown, said: Said): Promise<void> {
  const { request, plan, form, response } = stage;
  const { fault } = plan;
  const bytes = Buffer.from(JSON.stringify(body));
  const end = fault === undefined ? undefined : ENDS.get(fault.kind);
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    // A body that is cut off was announced whole.
    ...((end === undefined || fault?.kind === 'cut') && { 'content-length': bytes.length }),
    ...form.headers(request),
  });
  if (plan.firstTokenMs !== undefined) {
    response.flushHeaders();
    await wait(stage, plan.firstTokenMs);
  }
  const words = said.words.length > 0 ? said.words.length : NOMINAL_WORDS;
  const place = fault !== undefined && 'word' in fault ? fault.word : words / 2;
  if (end === undefined) response.end(bytes);
  else await end(stage, split(bytes, place, words));
}

type Halves = readonly [sent: Buffer, rest: Buffer];

function split(bytes: Buffer, place: Place, words: number): Halves {
  const share = place === 'first' ? 0 : Math.min(1, place / words);
  const at = Math.floor(bytes.length * share);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

type BodyEnd = (stage: Stage, halves: Halves) => void | Promise<void>;

/** How a body ends that is not sent whole. */
const ENDS: ReadonlyMap<Fault['kind'], BodyEnd> = new Map<Fault['kind'], BodyEnd>([
  ['cut', cutBody],
  ['end', ({ response }, [sent]) => void response.end(sent)],
  ['stall', stallBody],
  // A control character is no JSON wherever it stands.
  ['malformed', ({ response }, [sent, rest]) => void response.end(Buffer.concat([sent, Buffer.of(0), rest]))],
  ['endless', dripBody],
]);

async function cutBody(stage: Stage, [sent]: Halves): Promise<void> {
  stage.response.flushHeaders();
  await write(stage, sent);
  await cut(stage);
}

async function stallBody(stage: Stage, [sent, rest]: Halves): Promise<void> {
  const { fault } = stage.plan;
  if (fault?.kind !== 'stall') return;
  stage.response.flushHeaders();
  await write(stage, sent);
  await wait(stage, fault.ms);
  if (fault.isFinal === true) await cut(stage);
  else stage.response.end(rest);
}

async function dripBody(stage: Stage, [sent]: Halves): Promise<void> {
  await write(stage, sent);
  for (;;) {
    await write(stage, ' '.repeat(4_096));
    await wait(stage, 1);
  }
}
