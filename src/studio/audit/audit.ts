import type { Check } from '#studio/model';
import { checkContrast } from './contrast.ts';
import type { Evidence } from './evidence.ts';
import { checkLogo, checkPalette, checkResolution } from './picture-checks.ts';
import { checkGlyphs, checkLegal, checkOverflow, checkSafeArea, checkTextSize } from './text-checks.ts';

type Rule = (evidence: Evidence) => readonly Check[];

/** Every rule of the picture audit; a new one is added here. */
const RULES: readonly Rule[] = [
  checkContrast,
  checkOverflow,
  checkSafeArea,
  checkTextSize,
  checkLogo,
  checkPalette,
  checkLegal,
  checkGlyphs,
  checkResolution,
];

/** All findings on one drawn picture, passes included. */
export function auditPicture(evidence: Evidence): readonly Check[] {
  return RULES.flatMap((rule) => rule(evidence));
}
