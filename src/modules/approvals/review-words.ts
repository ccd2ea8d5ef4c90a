import type { ApprovalDetail, ReviewItem } from './contract.ts';

/** Every text that somebody outside the house decides on, with what it is. */
export function reviewWords({ variant, brief, task }: ApprovalDetail): ReviewItem['words'] {
  if (variant !== null) return wordsOfVariant(variant);
  if (task !== null) return wordsOfTask(task);
  return brief === null ? [] : [{ label: 'Brief', text: brief.text.trim() }];
}

function wordsOfVariant({ copy }: NonNullable<ApprovalDetail['variant']>): ReviewItem['words'] {
  const all = [
    ['Headline', copy.headline],
    ['Under it', copy.support],
    ['Call to action', copy.cta],
    ['Badge', copy.badge],
    ['Quote', copy.quote === undefined ? undefined : `“${copy.quote.text}” ${copy.quote.by}`],
    ['Price', copy.price?.now],
    ['Price before', copy.price?.before],
    ['Text of the post', copy.body],
    ['Hashtags', copy.hashtags.map((tag) => `#${tag.replace(/^#/, '')}`).join(' ')],
    ['Legal line', copy.legal],
    ['Description of the picture', copy.altText],
  ] as const;
  return all.flatMap(([label, text]) => (text === undefined || text === '' ? [] : [{ label, text }]));
}

function wordsOfTask(task: NonNullable<ApprovalDetail['task']>): ReviewItem['words'] {
  const payload = Object.entries(task.payload as Readonly<Record<string, unknown>>);
  return [
    { label: 'What', text: task.typeTitle },
    { label: 'Description', text: task.description },
    { label: 'Why', text: task.reason },
    ...payload.map(([label, value]) => ({
      label: label.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      text: typeof value === 'string' ? value : JSON.stringify(value, null, 2),
    })),
  ].filter(({ text }) => !['', '[]', '{}', 'null'].includes(text));
}
