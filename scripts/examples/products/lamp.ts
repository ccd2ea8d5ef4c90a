import { curve, lathe, mix, type Point } from '../fields.ts';
import type { Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const BASE: Surface = { colour: linear('#86b3b1'), rough: 0.46, gloss: 0.9 };
const BRASS: Surface = { colour: linear('#d8c3a0'), rough: 0.22, metal: 1 };
const MARK: Surface = { colour: linear('#f3f7f6'), rough: 0.35 };

/** A quarter of an ellipse from the axis outwards, or back. */
function quarter(radius: number, bottom: number, height: number, inwards = false): Point[] {
  const points = Array.from({ length: 41 }, (_, i): Point => {
    const t = (i / 40) * (Math.PI / 2);
    return [radius * Math.sin(t) ** 0.94, bottom + height * Math.cos(t) ** 0.94];
  });
  return inwards ? points.toReversed() : points;
}

const DOME: Point[] = [
  ...quarter(0.755, 0.25, 0.68),
  [0.752, 0.232],
  [0.735, 0.225],
  [0.718, 0.235],
  ...quarter(0.705, 0.26, 0.61, true),
];

const FOOT: Point[] = [
  [0, -0.62],
  ...curve(
    [
      [0.1, -0.62],
      [0.3, -0.645],
      [0.42, -0.7],
      [0.45, -0.79],
      [0.45, -0.86],
      [0.43, -0.9],
    ],
    false,
  ),
  [0.41, -0.91],
  [0, -0.91],
];

const STEM: Point[] = [
  [0, 0.62],
  [0.05, 0.62],
  ...curve(
    [
      [0.055, 0.5],
      [0.058, 0],
      [0.075, -0.4],
      [0.13, -0.58],
      [0.2, -0.64],
    ],
    false,
  ),
  [0, -0.66],
];

const BULB: Point[] = [
  [0, 0.66],
  ...curve(
    [
      [0.13, 0.64],
      [0.21, 0.5],
      [0.2, 0.34],
      [0.1, 0.24],
    ],
    false,
  ),
  [0, 0.23],
];

/** Opal glass lit from within: bright before the bulb, deeper and warmer where the glass turns away. */
function opal(x: number, y: number): Surface {
  const near = Math.exp(-((x / 0.42) ** 2) - ((y - 0.42) / 0.3) ** 2);
  const power = 0.1 + 0.5 * near;
  return {
    colour: linear('#c9b08c'),
    rough: 0.3,
    soft: 0.4,
    glow: [power, mix(0.5, 0.8, near) * power, mix(0.18, 0.55, near) * power],
  };
}

/** A table lamp with an opal dome over a lacquered foot, switched on. */
export function lamp(mark: Print): Product {
  const foot = (x: number, y: number, z: number): Surface =>
    z > 0 && y < -0.7 && mark(x / 0.075, (y + 0.815) / 0.075) > 0.5 ? MARK : BASE;
  return {
    parts: [
      { field: lathe(DOME), bounds: [0, 0.55, 0, 0.9], surface: opal },
      { field: lathe(STEM), bounds: [0, 0, 0, 0.72], surface: BRASS },
      { field: lathe(FOOT), bounds: [0, -0.78, 0, 0.5], surface: foot },
      {
        field: lathe([
          [0, -0.905],
          [0.425, -0.905],
          [0.43, -0.93],
          [0, -0.93],
        ]),
        bounds: [0, -0.92, 0, 0.46],
        surface: { colour: linear('#0c1219'), rough: 0.9 },
      },
      { field: lathe(BULB), bounds: [0, 0.44, 0, 0.28], surface: { colour: [1, 0.9, 0.72], rough: 0.6, glow: [1.4, 1.15, 0.8] } },
    ],
    yaw: 0,
    pitch: 7,
    centre: [0, 0, 0],
    halfHeight: 1.02,
    aspect: 0.86,
  };
}
