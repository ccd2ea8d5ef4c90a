import { type BriefSource, needKeptBrief } from '#modules/briefs/index';
import { picturesOf } from './brief-pictures.ts';
import { type IntakeContext, type Taken, takeText } from './take-brief.ts';

/** What is brought back, and what somebody saw when they decided about it. */
export interface BriefRestoration {
  /** Id of the former revision. */
  readonly id: string;
  /** Number of the newest revision of its campaign, as it was seen. */
  readonly newest: number;
  /** The way by which it is asked for. */
  readonly via: BriefSource['kind'];
}

/**
 * Brings a former revision of a brief back as the next one: its text and the pictures that were kept with it, checked
 * and taken like a brief that is handed in. Throws `briefs.unknown`, and `briefs.changed` where `newest` is not the
 * newest any more.
 */
export async function restoreBrief(
  ctx: IntakeContext,
  { id, newest, via }: BriefRestoration,
): Promise<Taken & { fileName: string }> {
  const former = await needKeptBrief(ctx, { id });
  const { text, revision } = former;
  const { name: fileName } = former.source;
  const restored = {
    fileName,
    bytes: new TextEncoder().encode(text),
    source: { kind: via, name: fileName, restoredFrom: revision },
  };
  const taken = await takeText(ctx, restored, { readPicture: picturesOf(ctx.files, former), newest });
  return { ...taken, fileName };
}
