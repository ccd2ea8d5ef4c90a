import { directionOf, languageOf } from '#kernel/local-text';

/** How a script wants to be set. Factors are of the font size. */
export interface ScriptRules {
  readonly direction: 'ltr' | 'rtl';
  readonly displayLineHeight: number;
  readonly textLineHeight: number;
  /** Em; never negative where the script has no spacing. */
  readonly displayTracking: number;
  /** Size against Latin for equal weight on the page. */
  readonly scale: number;
  /** Breaks only where spaces or inserted opportunities are. */
  readonly keepAll: boolean;
  readonly hasCase: boolean;
}

const LATIN: ScriptRules = {
  direction: 'ltr',
  displayLineHeight: 1.02,
  textLineHeight: 1.36,
  displayTracking: -0.022,
  scale: 1,
  keepAll: false,
  hasCase: true,
};

const UNSPACED = { displayTracking: 0, hasCase: false } as const;

const BY_LANGUAGE: Readonly<Record<string, Partial<ScriptRules>>> = {
  ar: { ...UNSPACED, displayLineHeight: 1.32, textLineHeight: 1.55, scale: 0.98 },
  fa: { ...UNSPACED, displayLineHeight: 1.36, textLineHeight: 1.6, scale: 0.98 },
  ur: { ...UNSPACED, displayLineHeight: 1.5, textLineHeight: 1.7, scale: 0.98 },
  he: { ...UNSPACED, displayLineHeight: 1.16, textLineHeight: 1.42 },
  hi: { ...UNSPACED, displayLineHeight: 1.38, textLineHeight: 1.55, scale: 0.94 },
  mr: { ...UNSPACED, displayLineHeight: 1.38, textLineHeight: 1.55, scale: 0.94 },
  th: { ...UNSPACED, displayLineHeight: 1.4, textLineHeight: 1.55, scale: 0.95, keepAll: false },
  ja: { ...UNSPACED, displayLineHeight: 1.26, textLineHeight: 1.55, scale: 0.9, keepAll: true },
  zh: { ...UNSPACED, displayLineHeight: 1.26, textLineHeight: 1.55, scale: 0.94, keepAll: true },
  ko: { ...UNSPACED, displayLineHeight: 1.25, textLineHeight: 1.5, scale: 0.92, keepAll: true },
  vi: { displayLineHeight: 1.18, textLineHeight: 1.45 },
  el: { displayLineHeight: 1.08 },
  ru: { displayLineHeight: 1.06 },
};

/** The rules of a locale's script; Latin where nothing else is said. */
export function scriptRulesFor(locale: string): ScriptRules {
  return { ...LATIN, ...BY_LANGUAGE[languageOf(locale)], direction: directionOf(locale) };
}
