import { capsule, clamp, curve, lathe, mix, noise, roundBox, smoothstep, softMax, softMin, type Field, type Point } from '../fields.ts';
import type { Part, Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const FOIL: Surface = { colour: linear('#2f4a34'), rough: 0.5, gloss: 0.75 };
const PAPER: Surface = { colour: linear('#f3e8d6'), rough: 0.8, gloss: 0.5 };
const BRASS: Surface = { colour: linear('#d0a565'), rough: 0.28, metal: 1 };
const EMBER: Surface = { colour: linear('#d9582b'), rough: 0.6 };
const CLAY_GLAZE: Surface = { colour: linear('#cd7145'), rough: 0.16 };
const CREAM_GLAZE: Surface = { colour: linear('#efe3cf'), rough: 0.2 };
const WOOD: Surface = { colour: linear('#a8703f'), rough: 0.5, gloss: 0.8 };

const HALF = 0.56;
const TOP = 0.95;

/** Half depth of the pouch at a height: full at the foot, flat at the seal. */
const depthAt = (y: number): number => mix(0.3, 0.02, smoothstep(-0.25, 0.78, y));

const bag: Field = (x, y, z) => {
  const gusset = 0.11 * Math.exp(-((z / (0.1 + 0.2 * depthAt(y))) ** 2)) * smoothstep(0.72, -0.1, y) * smoothstep(-0.95, -0.5, y);
  const half = HALF - gusset - 0.02 * smoothstep(0, -0.9, y);
  const belly = 0.035 * clamp(1 - (x / HALF) ** 2, 0, 1) * smoothstep(0.75, 0.2, y) * smoothstep(-0.98, -0.5, y);
  const crease = 0.012 * (noise(x * 3.2 + 4, y * 2.6, z * 2) - 0.5) + 0.005 * (noise(x * 8, y * 6 + 3, z * 5) - 0.5);
  return roundBox([x, y - 0.0, z], [half, TOP, depthAt(y) + belly + crease], 0.018) * 0.62;
};

function bagSurface(mark: Print): (x: number, y: number, z: number) => Surface {
  return (x, y, z) => {
    if (z < depthAt(y) * 0.6 || Math.abs(x) > HALF - 0.035) return FOIL;
    if (Math.hypot(x, y - 0.5) < 0.028) return { ...FOIL, colour: linear('#1c2d20') };
    if (y > 0.3 || y < -0.66) return FOIL;
    if (y < -0.52) return EMBER;
    if (mark(x / 0.21, (y - 0.06) / 0.21) > 0.5) return { ...PAPER, colour: linear('#2f4a34') };
    const line = Math.abs(y + 0.27) < 0.006 && Math.abs(x) < 0.21;
    const dots = Math.abs(y + 0.37) < 0.012 && Math.abs(x) < 0.15 && Math.hypot(((x + 0.15) % 0.06) - 0.03, y + 0.37) < 0.011;
    return line || dots ? { ...PAPER, colour: linear('#b58a4e') } : PAPER;
  };
}

/** A gusseted bag of coffee with a paper label, a one-way valve and a brass tin tie. */
export function coffeeBag(mark: Print): Product {
  const tie: Field = (x, y, z) => {
    const bend = 0.012 * Math.cos(x * 4);
    const front = roundBox([x, y - 0.8, z - 0.035 - bend], [HALF + 0.045, 0.032, 0.009], 0.008);
    const ears = roundBox([Math.abs(x) - HALF - 0.035, y - 0.8, z], [0.014, 0.032, 0.045], 0.012);
    return softMin(front, ears, 0.02) * 0.9;
  };
  return {
    parts: [
      {
        field: bag,
        bounds: [0, 0, 0, 1.18],
        surface: bagSurface(mark),
        relief: (x, y) => (y > 0.86 ? 0.0035 * Math.sin(y * 260) : 0) + 0.004 * noise(x * 9, y * 7, 1),
      },
      { field: tie, bounds: [0, 0.8, 0, 0.7], surface: BRASS },
    ],
    yaw: -24,
    pitch: 7,
    centre: [0, -0.02, 0],
    halfHeight: 1.06,
    aspect: 0.78,
  };
}

const DRIPPER: Point[] = [
  [0.17, 0.12],
  [0.235, 0.16],
  ...curve(
    [
      [0.25, 0.2],
      [0.37, 0.42],
      [0.53, 0.7],
      [0.585, 0.8],
    ],
    false,
  ),
  [0.575, 0.82],
  [0.55, 0.815],
  [0.5, 0.72],
  [0.3, 0.4],
  [0.1, 0.16],
  [0.06, 0.12],
];

const SAUCER: Point[] = [
  [0.05, 0.1],
  [0.4, 0.115],
  [0.43, 0.13],
  [0.425, 0.15],
  [0.39, 0.155],
  [0.2, 0.175],
  [0.05, 0.175],
];

const SERVER: Point[] = [
  [0, -0.92],
  [0.46, -0.92],
  ...curve(
    [
      [0.5, -0.9],
      [0.56, -0.72],
      [0.545, -0.5],
      [0.44, -0.26],
      [0.3, -0.12],
      [0.265, -0.02],
      [0.29, 0.07],
      [0.315, 0.1],
    ],
    false,
  ),
  [0.29, 0.11],
  [0.24, 0.02],
  [0, 0],
];

/** A ring segment in the x-y plane, the shape of a cup's handle. */
function handle(cx: number, cy: number, rx: number, ry: number, thick: number): Field {
  return (x, y, z) => {
    const ring = (Math.hypot((x - cx) / rx, (y - cy) / ry) - 1) * Math.min(rx, ry);
    return (Math.hypot(ring, z * 0.62) - thick) * 0.8;
  };
}

/** A ceramic dripper with spiral ribs on a stoneware server with a wooden collar. */
export function pourOver(mark: Print): Product {
  const cone = lathe(DRIPPER);
  const ribs: Field = (x, y, z) => {
    const inside = Math.hypot(x, z) < 0.18 + (y - 0.16) * 0.56 - 0.02;
    return inside ? 0.012 * Math.sin(Math.atan2(z, x) * 14 + y * 7) : 0;
  };
  const body = lathe(SERVER);
  const serverGrip = handle(0.56, -0.42, 0.27, 0.3, 0.042);
  const server: Field = (x, y, z) => softMin(body(x, y, z), softMax(serverGrip(x, y, z), 0.02 - body(x, y, z) - 0.06, 0.04), 0.06);
  const dripGrip = handle(0.56, 0.46, 0.2, 0.2, 0.036);
  const wall = (y: number): number => 0.25 + (y - 0.2) * 0.56;
  const dripper: Field = (x, y, z) =>
    softMin(
      cone(x, y, z),
      softMax(dripGrip(x, y, z), (wall(y) - 0.035 - Math.hypot(x, z)) * 0.85, 0.02),
      0.04,
    );
  const printed = (x: number, y: number, z: number): Surface =>
    z > 0 && mark((x + 0.0) / 0.17, (y + 0.56) / 0.17) > 0.5 ? { ...CREAM_GLAZE, colour: linear('#2f4a34') } : CREAM_GLAZE;
  const parts: Part[] = [
    { field: dripper, bounds: [0.08, 0.46, 0, 0.82], surface: CLAY_GLAZE, relief: ribs },
    { field: lathe(SAUCER), bounds: [0, 0.14, 0, 0.47], surface: CLAY_GLAZE },
    { field: server, bounds: [0.1, -0.42, 0, 0.92], surface: printed },
    {
      field: (x, y, z) => capsule([Math.hypot(x, z), y, 0], [0.272, -0.07, 0], [0.272, 0.03, 0], 0.022),
      bounds: [0, -0.02, 0, 0.34],
      surface: WOOD,
      relief: (x, y, z) => 0.002 * noise(x * 12, y * 90, z * 12),
    },
  ];
  return { parts, yaw: -14, pitch: 15, centre: [0.09, -0.05, 0], halfHeight: 1.04, aspect: 0.8 };
}
