import { describe, expect, it } from 'vitest';
import { doWork, examine } from '#agents/work/do-work';
import type { RewrittenMail } from '#agents/work/methods/rewrite-mail';
import { exampleMaterial } from '#test/work-material';
import { taskType } from './email-rewrite.ts';

const SHOUT = {
  subject: 'RE: AMAZING news!!! Our incredible new headphones are FINALLY here and you will not believe it',
  body: `Dear Friend,

I hope this email finds you well. We are extremely excited to announce that our AMAZING new Hush One headphones, which we have been developing in our lab in Kiel, are now available, and you can purchase them in our online shop at this point in time. Act now!

Hush One takes 38 decibels out of the noise at 1 kHz. It plays for 60 hours on one charge. It is 100% guaranteed to be the best.

Click here to order: https://northlight.example/hush-one
Also read our blog: https://northlight.example/blog

Your Northlight team

Unsubscribe: https://northlight.example/unsubscribe`,
};
const rewrite = async (
  payload: unknown,
  ...of: Parameters<typeof exampleMaterial>
): Promise<RewrittenMail[]> =>
  (
    (await doWork(taskType, { material: await exampleMaterial(...of), payload })).product.content as {
      emails: RewrittenMail[];
    }
  ).emails;

describe('email_rewrite', () => {
  it('EXE-2 leads with the reason, keeps one action and takes shouting and spam words out', async () => {
    const [mail] = await rewrite({ emails: [SHOUT] });
    expect(mail?.after.body.split('\n\n').slice(0, 2)).toEqual([
      'Hello,',
      'Hush One takes 38 decibels out of the noise at 1 kHz. It plays for 60 hours on one charge.',
    ]);
    expect(mail?.after.body).toContain('Order: https://northlight.example/hush-one');
    expect(mail?.after.body).toContain('You can buy them in our online shop now.');
    expect(mail?.after.body.endsWith('Unsubscribe: https://northlight.example/unsubscribe')).toBe(true);
    expect(mail?.measuresBefore).toMatchObject({ actions: 2, shouting: 3 });
    expect(mail?.measuresAfter).toMatchObject({ actions: 1, shouting: 0, spamWords: [], exclamations: 0 });
    expect(mail?.measuresAfter.longestSentence).toBeLessThan(mail?.measuresBefore.longestSentence ?? 0);
    expect(mail?.after.subject.length).toBeLessThanOrEqual(50);
  });

  it('EXE-2 accounts for every number, name and link', async () => {
    const [mail] = await rewrite({ emails: [SHOUT] });
    expect(mail?.kept.numbers).toEqual(['38', '1', '60']);
    expect(mail?.kept.names).toContain('Kiel');
    expect(mail?.removed.map(({ text }) => text)).toEqual(['100', 'https://northlight.example/blog']);
    expect(mail?.removed[0]?.reason).toContain('100% guaranteed');
  });

  it('EXE-2 adds a preheader that is not the subject over again', async () => {
    const [mail] = await rewrite({
      emails: [
        {
          subject: 'Dusk Lamp dims with the sunset',
          preheader: 'Dusk Lamp dims with the sunset!',
          body: 'Dusk Lamp dims itself as the sun goes down.\n\nIt gives 22 hours of light on one charge, without an app or an account.',
        },
      ],
    });
    expect(mail?.after.subject).toBe('Dusk Lamp dims with the sunset');
    expect(mail?.after.preheader).not.toContain('sunset');
    expect(mail?.after.preheader?.length).toBeGreaterThanOrEqual(20);
  });

  it('EXE-2 leaves a plain mail as it is', async () => {
    const plain = {
      subject: 'Your lamp for the dark months is here',
      preheader: '22 hours of light on one charge, no app, no account.',
      body: 'Dusk Lamp dims with the sunset, so you need not touch it.\n\nSee it: https://northlight.example/dusk',
    };
    const [mail] = await rewrite({ emails: [plain] });
    expect(mail?.after).toEqual(plain);
    expect(mail?.changes).toEqual([]);
    expect(mail?.measuresAfter).toEqual(mail?.measuresBefore);
  });

  it('EXE-2 names mails that share a subject, and offers subjects of other angles', async () => {
    const material = await exampleMaterial();
    const { product } = await doWork(taskType, { material, payload: { emails: [SHOUT, SHOUT] } });
    const { sequence, emails } = product.content as { sequence: { text: string }[]; emails: RewrittenMail[] };
    expect(sequence.map(({ text }) => text).join(' ')).toContain('same subject');
    const angles = emails[0]?.subjectOptions.map(({ angle }) => angle) ?? [];
    expect(new Set(angles).size).toBe(angles.length);
    expect(angles.length).toBeGreaterThanOrEqual(3);
  });

  it('EXE-2 works without brief and kit, and in a language without lists says what was not checked', async () => {
    const emails = [
      {
        subject: 'RE: NEWS!!!',
        body: 'You can buy it now, and you get it on Friday. The set costs 12 euros.',
      },
    ];
    const alone = await rewrite({ emails }, {}, { brief: null, brand: null });
    expect(alone[0]?.after.subject).toBe('The set costs 12 euros');
    const material = await exampleMaterial({}, { brief: null, brand: null });
    const { product } = await doWork(taskType, {
      material,
      payload: { emails: [{ subject: 'Nowa lampa', body: 'Lampa świeci 22 godziny!' }], locale: 'pl-PL' },
    });
    expect(product.confidence.level).toBe('low');
    expect(product.missing.map(({ what }) => what).join(' ')).toContain('spam words for pl-PL');
  });

  it('EXE-1 needs a mail, at most ten, and proposes only where the brief names the channel', async () => {
    const material = await exampleMaterial();
    expect(examine(taskType, material, {})[0]).toMatchObject({ field: 'emails', severity: 'blocks' });
    expect(
      examine(taskType, material, { emails: Array.from({ length: 11 }, () => SHOUT) })[0]?.severity,
    ).toBe('blocks');
    expect(taskType.propose(material)?.title).toContain('Holiday Tech Collection');
    expect(
      taskType.propose(await exampleMaterial({ brief: 'quiet_rain.yaml', brand: 'amemori' })),
    ).toBeUndefined();
  });
});
