import { CHANNEL_RULES, graphemesOf } from './channels.ts';
import { fillTemplate, type Desk } from './template.ts';
import type { Channel } from '#studio/model';

/** Says what is seen and its point, cut to the channel's length at a user-seen character. */
export function writeAltText(
  desk: Desk,
  { headline, hasPicture, channel }: { headline: string; hasPicture: boolean; channel: Channel },
): string {
  const most = CHANNEL_RULES[channel].altText;
  const { alt } = desk.pack;
  const texts = (hasPicture ? alt.picture : alt.type).flatMap(
    (pattern) => fillTemplate(pattern, desk, { extra: { headline } })?.text ?? [],
  );
  const fitting = texts.find((text) => Array.from(text).length <= most);
  return fitting ?? cutText(texts.at(-1) ?? headline, most);
}

/** Cuts between user-seen characters and ends with an ellipsis; length in code points. */
export function cutText(text: string, most: number): string {
  if (Array.from(text).length <= most) return text;
  let result = '';
  let size = 0;
  for (const grapheme of graphemesOf(text)) {
    const length = Array.from(grapheme).length;
    if (size + length > most - 1) break;
    result += grapheme;
    size += length;
  }
  return `${result.trimEnd()}…`;
}
