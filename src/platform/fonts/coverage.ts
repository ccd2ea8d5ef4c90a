/** What a font stack lacks for a text. */
export interface Coverage {
  /** Characters that no font of the stack has: they would be drawn as boxes. */
  readonly missing: readonly string[];
  /** Characters drawn by another font than the brand's. */
  readonly borrowed: readonly string[];
  /** The families that drew the borrowed characters. */
  readonly lenders: readonly string[];
}

/** Answers whether a code point has a glyph. */
export interface GlyphSet {
  has(code: number): boolean;
}

/** A family with every code point its files have. */
export interface FamilyGlyphs {
  readonly family: string;
  readonly glyphs: GlyphSet;
}

/** Spaces, line ends, bidi marks, joiners, soft hyphens, variation selectors: nothing is drawn for them. */
const INVISIBLE = /[\s\p{Default_Ignorable_Code_Point}\p{Cc}]/u;

/** The distinct visible code points of a text. */
export function visibleCodes(text: string): ReadonlySet<number> {
  const codes = new Set<number>();
  for (const character of text.normalize('NFC')) {
    if (!INVISIBLE.test(character)) codes.add(character.codePointAt(0) ?? 0);
  }
  return codes;
}

/** Compares a text with the real character sets of a stack, the brand's family first. */
export function coverageOf(text: string, stack: readonly FamilyGlyphs[]): Coverage {
  const missing: string[] = [];
  const borrowed: string[] = [];
  const lenders = new Set<string>();
  for (const code of visibleCodes(text)) {
    const index = stack.findIndex((entry) => entry.glyphs.has(code));
    if (index < 0) missing.push(String.fromCodePoint(code));
    if (index > 0) {
      borrowed.push(String.fromCodePoint(code));
      lenders.add(stack[index]?.family ?? '');
    }
  }
  return { missing, borrowed, lenders: [...lenders] };
}
