import { clamp, curve, lathe, mix, smoothstep, type Point } from '../fields.ts';
import type { Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const COLLAR: Surface = { colour: linear('#d9c2a3'), rough: 0.2, metal: 1 };
const RUBBER: Surface = { colour: linear('#f4efe6'), rough: 0.6, soft: 0.4 };
const PRINT: Surface = { colour: linear('#f6f4ee'), rough: 0.5 };
const LID: Surface = { colour: linear('#c8654f'), rough: 0.3 };

const BOTTLE: Point[] = [
  [0, -0.94],
  ...curve(
    [
      [0.3, -0.94],
      [0.365, -0.915],
      [0.385, -0.85],
      [0.385, -0.4],
      [0.385, 0.08],
      [0.365, 0.17],
      [0.27, 0.245],
      [0.175, 0.27],
      [0.16, 0.31],
    ],
    false,
  ),
  [0.16, 0.36],
  [0, 0.36],
];

const NECK: Point[] = [
  [0, 0.31],
  [0.19, 0.31],
  [0.205, 0.325],
  [0.205, 0.525],
  [0.19, 0.54],
  [0, 0.54],
];

const BULB: Point[] = [
  [0, 0.53],
  [0.135, 0.53],
  ...curve(
    [
      [0.142, 0.56],
      [0.125, 0.68],
      [0.13, 0.82],
      [0.112, 0.92],
      [0.06, 0.965],
      [0, 0.975],
    ],
    false,
  ),
];

/** Frosted glass with serum in it: darker where full, light through the edges and the thick foot. */
function frosted(mark: Print): (x: number, y: number, z: number) => Surface {
  const full = linear('#4f8a8f');
  const empty = linear('#b4d2d1');
  return (x, y, z) => {
    if (z > 0 && mark(x / 0.15, (y + 0.24) / 0.15) > 0.5) return PRINT;
    const line = z > 0 && Math.abs(x) < 0.12 && (Math.abs(y + 0.5) < 0.005 || (Math.abs(y + 0.54) < 0.005 && Math.abs(x) < 0.075));
    if (line) return PRINT;
    const level = smoothstep(0.1, 0.02, y + 0.02 * x);
    const foot = smoothstep(-0.82, -0.9, y);
    const rim = smoothstep(0.29, 0.385, Math.abs(x));
    const t = clamp(level - 0.55 * foot - 0.18 * rim, 0, 1);
    const pick = (k: 0 | 1 | 2): number => mix(empty[k], full[k], t);
    const inner = 0.1 * rim + 0.12 * foot;
    return {
      colour: [pick(0), pick(1), pick(2)],
      rough: 0.27,
      soft: 0.55,
      glow: [inner * pick(0), inner * pick(1), inner * pick(2)],
    };
  };
}

/** A frosted serum bottle with a metal collar and a dropper. */
export function serum(mark: Print): Product {
  return {
    parts: [
      { field: lathe(BOTTLE), bounds: [0, -0.29, 0, 0.78], surface: frosted(mark) },
      {
        field: lathe(NECK),
        bounds: [0, 0.42, 0, 0.26],
        surface: COLLAR,
        relief: (x, y, z) => (y > 0.34 && y < 0.5 ? 0.0016 * Math.sin(Math.atan2(z, x) * 90) : 0),
      },
      { field: lathe(BULB), bounds: [0, 0.75, 0, 0.28], surface: RUBBER },
    ],
    yaw: 0,
    pitch: 8,
    centre: [0, 0.01, 0],
    halfHeight: 1.05,
    aspect: 0.6,
  };
}

const JAR: Point[] = [
  [0, -0.58],
  ...curve(
    [
      [0.7, -0.58],
      [0.8, -0.55],
      [0.83, -0.46],
      [0.83, -0.2],
      [0.83, 0.03],
      [0.81, 0.07],
      [0.76, 0.09],
    ],
    false,
  ),
  [0, 0.09],
];

const JAR_LID: Point[] = [
  [0, 0.105],
  [0.8, 0.105],
  ...curve(
    [
      [0.825, 0.12],
      [0.83, 0.16],
      [0.83, 0.4],
      [0.815, 0.45],
      [0.76, 0.475],
      [0.5, 0.485],
      [0, 0.487],
    ],
    false,
  ),
];

/** A cream jar of thick opal glass under a lacquered lid. */
export function jar(mark: Print): Product {
  const milk = linear('#dfe9e6');
  const glass = (x: number, y: number, z: number): Surface => {
    if (z > 0 && mark(x / 0.2, (y + 0.22) / 0.19) > 0.5) return { colour: linear('#3f6a70'), rough: 0.5 };
    const foot = smoothstep(-0.42, -0.56, y);
    const tint = (k: 0 | 1 | 2): number => mix(milk[k], (linear('#8db9ba')[k] ?? 0) * 1.05, foot * 0.75);
    return { colour: [tint(0), tint(1), tint(2)], rough: 0.14, soft: 0.6, glow: [0.02, 0.03, 0.03] };
  };
  const lid = (x: number, y: number, z: number): Surface =>
    y > 0.47 && mark(x / 0.2, -z / 0.2) > 0.5 ? { colour: linear('#f0c9bc'), rough: 0.4 } : LID;
  return {
    parts: [
      { field: lathe(JAR), bounds: [0, -0.25, 0, 0.92], surface: glass },
      { field: lathe(JAR_LID), bounds: [0, 0.3, 0, 0.88], surface: lid },
      {
        field: lathe([
          [0, 0.08],
          [0.78, 0.08],
          [0.78, 0.12],
          [0, 0.12],
        ]),
        bounds: [0, 0.1, 0, 0.82],
        surface: COLLAR,
      },
    ],
    yaw: 0,
    pitch: 20,
    centre: [0, -0.05, 0],
    halfHeight: 0.86,
    aspect: 1.2,
  };
}
