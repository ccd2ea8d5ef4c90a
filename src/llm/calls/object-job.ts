import type { Job } from '#llm/execute/job';
import type { Mask } from '#llm/masking/mask';
import type { TextAnswer } from '#llm/model';
import { type Form, readForm } from '#llm/structured/form';

/** A text job whose answer must have a form: what has not is repaired once, then asked of the next target. */
export function objectJob<Value>(
  text: Job<TextAnswer, TextAnswer>,
  from: { form: Form<Value>; mask: Mask; offline?: (() => Value | undefined) | undefined },
): Job<TextAnswer, Value> {
  const { form, mask, offline } = from;
  return {
    ...text,
    check: (answer) => {
      const read = readForm(form, mask.unmask(answer.text));
      return read.ok
        ? { ok: true, result: read.value }
        : { ok: false, problem: read.problem, text: answer.text };
    },
    offline:
      offline === undefined
        ? undefined
        : () => {
            const value = offline();
            if (value === undefined) return undefined;
            const json = JSON.stringify(value);
            return {
              text: json,
              content: [{ type: 'text', text: json }],
              finish: 'stop',
              flags: [],
              usage: {},
            };
          },
  };
}
