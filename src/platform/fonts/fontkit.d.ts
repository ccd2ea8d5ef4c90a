declare module 'fontkit' {
  interface Font {
    /** Every code point the font maps to a glyph. */
    readonly characterSet: readonly number[];
    readonly familyName: string | null;
    /** Sizes of the tables as the file gives them; nothing is unpacked yet. */
    readonly directory: {
      readonly tables: Readonly<
        Record<string, { readonly length: number; readonly transformLength?: number | null }>
      >;
    };
  }
  export function create(bytes: Uint8Array): Font | { readonly fonts: readonly Font[] };
}
