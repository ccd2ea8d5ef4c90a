import type { Wire } from './answer-plan.ts';
import { anthropicForm } from './anthropic-form.ts';
import { googleForm } from './google-form.ts';
import { googleMedia } from './google-media.ts';
import { openaiForm } from './openai-form.ts';
import { openaiMedia } from './openai-media.ts';
import type { MediaForm, WireForm } from './wire-form.ts';

/** The form of words per wire. */
export const WIRE_FORMS: Readonly<Record<Wire, WireForm>> = {
  openai: openaiForm,
  anthropic: anthropicForm,
  google: googleForm,
  compatible: openaiForm,
};

/** The form of vectors and pictures per wire, where there are any. */
export const MEDIA_FORMS: Readonly<Partial<Record<Wire, MediaForm>>> = {
  openai: openaiMedia,
  google: googleMedia,
  compatible: openaiMedia,
};
