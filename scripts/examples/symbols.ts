import sharp from 'sharp';

/** The marks of the five invented brands, drawn on a field of 100 x 100 in one colour. */
const SHAPES = {
  // A compass needle cut out of a disc.
  northlight:
    '<path fill-rule="evenodd" d="M50 2a48 48 0 1 0 0 96a48 48 0 0 0 0-96ZM72 17L58 56L28 83L42 44ZM50 45.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9Z"/>',
  // A cardamom pod in three segments.
  hayl:
    '<path d="M46.500 2C24 22 18 40 18 56C18 76 31 90 46.500 98C39 84 35.500 70 35.500 52C35.500 34 39.500 17 46.500 2Z"/>' +
    '<path d="M53.500 2C76 22 82 40 82 56C82 76 69 90 53.500 98C61 84 64.500 70 64.500 52C64.500 34 60.500 17 53.500 2Z"/>' +
    '<path d="M50 16C45 30 42 40 42 52C42 66 45 78 50 88C55 78 58 66 58 52C58 40 55 30 50 16Z"/>',
  // A drop with trees of rain in it.
  amemori:
    '<path fill-rule="evenodd" d="M50 2C30 30 16 46 16 65C16 84 31 98 50 98C69 98 84 84 84 65C84 46 70 30 50 2ZM32 58h5v25.500c-1.800-1-3.500-2.200-5-3.600ZM47.500 34h5v56h-5ZM63 50h5v29.900c-1.500 1.400-3.200 2.600-5 3.600Z"/>',
  // A ridge with the wind behind it.
  rovento:
    '<path d="M2 86L44 14H62L20 86Z"/><path d="M34 86L57 46.500L66 31L98 86H80L66 62L52 86Z"/>',
  // Five tallies.
  tallywell:
    '<g><rect x="14" y="10" width="11" height="80" rx="5.500"/><rect x="34.300" y="10" width="11" height="80" rx="5.500"/><rect x="54.600" y="10" width="11" height="80" rx="5.500"/><rect x="75" y="10" width="11" height="80" rx="5.500"/><rect x="-5" y="44.500" width="110" height="11" rx="5.500" transform="rotate(-32 50 50)"/></g>',
} as const;

export type BrandKey = keyof typeof SHAPES;

/** The mark as an SVG fragment of 100 x 100 in the given colour. */
export const symbolSvg = (key: BrandKey, colour: string): string => `<g fill="${colour}">${SHAPES[key]}</g>`;

/** A print on a product: how much of the mark covers the point, u and v from -1 to 1, v up. */
export type Print = (u: number, v: number) => number;

/** Rasterises a drawing of 100 x 100 once, to be looked up as a print. */
export async function printOf(fragment: string): Promise<Print> {
  const size = 512;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 100 100">${fragment}</svg>`;
  const data = await sharp(Buffer.from(svg)).extractChannel('alpha').raw().toBuffer();
  return (u, v) => {
    const x = ((u + 1) / 2) * size - 0.5;
    const y = ((1 - v) / 2) * size - 0.5;
    if (x < 0 || y < 0 || x >= size - 1 || y >= size - 1) return 0;
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - i, y - j];
    const at = (k: number): number => (data[j * size + i + k] ?? 0) / 255;
    return (at(0) * (1 - fx) + at(1) * fx) * (1 - fy) + (at(size) * (1 - fx) + at(size + 1) * fx) * fy;
  };
}

export const printSymbol = (key: BrandKey): Promise<Print> => printOf(symbolSvg(key, '#000'));
