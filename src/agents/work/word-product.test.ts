import { describe, expect, it } from 'vitest';
import type { CallScope, ModelAccess } from '#llm/index';
import { exampleMaterial } from '#test/work-material';
import { doWork } from './do-work.ts';
import type { RewrittenMail } from './methods/rewrite-mail.ts';
import { findTaskType } from './registry.ts';
import { WORK_PROMPT } from './work-prompt.ts';

/** A model that gives these texts for the places it is asked about. */
function modelSaying(texts: { path: string; text: string }[]): ModelAccess {
  return {
    gateway: { object: () => Promise.resolve({ result: { texts }, origin: { costMicro: 0 } }) },
    prompts: {
      choose: () => Promise.resolve({ template: WORK_PROMPT, ref: {}, targets: [] }),
      note: () => Promise.resolve(),
    },
  } as unknown as ModelAccess;
}

const emails = [
  {
    subject: 'The lamp for the dark months is here',
    preheader: '22 hours of light on one charge, no app, no account.',
    body: 'Dusk Lamp gives 22 hours of light on one charge.\n\nSee it: https://northlight.example/dusk',
  },
];

async function worded(texts: { path: string; text: string }[]) {
  const type = findTaskType('email_rewrite');
  if (type === undefined) throw new Error('email_rewrite is not there');
  const scope = { workspaceId: 'w' } as unknown as CallScope;
  const done = await doWork(
    type,
    { material: await exampleMaterial(), payload: { emails } },
    { access: modelSaying(texts), scope, unit: 'u' },
  );
  return { ...done, mail: (done.product.content as { emails: RewrittenMail[] }).emails[0] };
}

describe('texts of a model', () => {
  it('EXE-2 are counted anew where the product holds measures of them', async () => {
    const subject = 'A lamp for the dark months';
    const {
      mail,
      worded: taken,
      refused,
    } = await worded([{ path: 'emails.0.after.subject', text: subject }]);
    expect([taken, refused]).toEqual([['emails.0.after.subject'], []]);
    expect(mail?.after.subject).toBe(subject);
    expect(mail?.measuresAfter.subject).toBe(subject.length);
    expect(mail?.measuresBefore.subject).toBe(emails[0]?.subject.length);
  });

  it('EXE-2 are refused when they lose a figure or an address that must stay', async () => {
    const { mail, refused } = await worded([
      {
        path: 'emails.0.after.body',
        text: 'Dusk Lamp gives light on one charge.\n\nSee it: https://northlight.example/dusk',
      },
    ]);
    expect(refused).toMatchObject([{ path: 'emails.0.after.body', reason: 'It has lost "22".' }]);
    expect(mail?.after.body).toContain('22 hours');
  });
});
