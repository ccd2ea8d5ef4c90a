declare module 'fontkit' {
  interface Font {
    /** Every code point the font maps to a glyph. */
    readonly characterSet: readonly number[];
    readonly familyName: string;
  }
  export function create(bytes: Uint8Array): Font | { readonly fonts: readonly Font[] };
}
