import type { BuiltInPrompt } from '#llm/index';
import { ALERT_PROMPT } from './alert-writer/alert-prompt.ts';
import { HERO_PROMPT, LOOK_PROMPT } from './art-director/hero-prompt.ts';
import { JUDGE_PROMPT } from './copy-judge/judge-prompt.ts';
import { COPY_PROMPT } from './copywriter/copy-prompt.ts';
import { WORK_PROMPT } from './work/work-prompt.ts';

/** Every prompt that ships. */
export const PROMPTS: readonly BuiltInPrompt[] = [
  COPY_PROMPT,
  ALERT_PROMPT,
  HERO_PROMPT,
  LOOK_PROMPT,
  JUDGE_PROMPT,
  WORK_PROMPT,
];
