import { clamp, noise, roundBox, roundRect, smoothstep, softMax, type Field } from '../fields.ts';
import type { Part, Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const SHELL: Surface = { colour: linear('#86b3b1'), rough: 0.36, gloss: 0.9 };
const RING: Surface = { colour: linear('#c9d2d8'), rough: 0.24, metal: 1 };
const LEATHER: Surface = { colour: linear('#2a3440'), rough: 0.62, sheen: 0.12, gloss: 0.6 };
const MESH: Surface = { colour: linear('#10161d'), rough: 0.95, gloss: 0.2 };
const STEEL: Surface = { colour: linear('#b9c3cb'), rough: 0.22, metal: 1 };
const MARK: Surface = { colour: linear('#f3f7f6'), rough: 0.35 };

const BAND = 0.74;
const CUP_Y = -0.42;
/** The cups lean in below, so their middle stands inside the arch. */
const CUP_X = BAND - 0.075;
const TILT = 0.13;

/** Local frame of the right (+1) or left (-1) cup: u outwards, v up, w to the front. */
function inCup(side: number, shape: (u: number, v: number, w: number) => number): Field {
  const c = Math.cos(TILT * side);
  const s = Math.sin(TILT * side);
  return (x, y, z) => {
    const dx = x - side * CUP_X;
    const dy = y - CUP_Y;
    return shape((dx * c - dy * s) * side, dx * s + dy * c, z);
  };
}

/** A pill along u with an oval face of half sizes 0.36 (front) and 0.45 (height). */
function oval(v: number, w: number, grow: number): number {
  return (Math.hypot(v / 0.46, w / 0.385) - 1) * 0.42 - grow;
}

function pill(u: number, d: number, half: number, r: number): number {
  const qx = Math.abs(u) - half + r;
  const qy = d + r;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - r;
}

/** Distance across the arch: positive outside; the arch goes on as straight legs below its middle. */
const across = (x: number, y: number): number => (y > 0 ? Math.hypot(x, y * 0.93) : Math.abs(x)) - BAND;

function archParts(): Part[] {
  const bounds = [0, 0.3, 0, 1.15] as const;
  const band: Field = (x, y, z) => {
    const wide = 0.085 + 0.065 * smoothstep(0.05, 0.75, y);
    return softMax(roundRect(across(x, y), z, 0.03, wide, 0.028), -y - 0.02, 0.03) * 0.9;
  };
  const cushion: Field = (x, y, z) => {
    const fade = smoothstep(0.28, 0.58, y);
    const body = roundRect(across(x, y) + 0.055, z, 0.05 * fade + 0.004, 0.006 + 0.126 * (0.62 + 0.38 * smoothstep(0.2, 0.7, y)) * Math.sqrt(clamp((y - 0.3) / 0.12, 0, 1)), 0.05 * fade + 0.003);
    return softMax(body, 0.3 - y, 0.04) * 0.7;
  };
  const legs: Field = (x, y, z) =>
    softMax(roundRect(Math.abs(x) - BAND, z, 0.013, 0.042, 0.012), Math.max(y - 0.05, -0.3 - y), 0.02);
  return [
    { field: band, bounds, surface: SHELL },
    {
      field: cushion,
      bounds,
      surface: LEATHER,
      relief: (x, y, z) => 0.0012 * noise(x * 110, y * 110, z * 110) + 0.004 * smoothstep(0.012, 0, Math.abs(Math.abs(z) - 0.1)),
    },
    { field: legs, bounds, surface: STEEL },
  ];
}

function cupParts(side: number, mark: Print): Part[] {
  const bounds = [side * CUP_X, CUP_Y, 0, 0.62] as const;
  const shell = inCup(side, (u, v, w) => {
    const dome = 0.035 * clamp(1 - Math.hypot(v / 0.46, w / 0.385), 0, 1);
    return pill(u - 0.085, oval(v, w, -0.012), 0.1 + dome, 0.075) * 0.85;
  });
  const ring = inCup(side, (u, v, w) => pill(u - 0.012, oval(v, w, 0.002), 0.02, 0.014) * 0.85);
  const pad = inCup(side, (u, v, w) => {
    const d = oval(v, w, -0.005);
    return softMax(pill(u + 0.115, d, 0.105, 0.095), -(d + 0.2), 0.09) * 0.8;
  });
  const mesh = inCup(side, (u, v, w) => pill(u + 0.06, oval(v, w, -0.16), 0.04, 0.01) * 0.85);
  const yoke = inCup(side, (u, v, w) => {
    const fork = Math.max(Math.abs(oval(v, w, 0.05)) - 0.018, Math.abs(u - 0.012) - 0.036, 0.03 - v);
    const stem = roundRect(w, v - 0.535, 0.06, 0.06, 0.03);
    const hinge = roundBox([u - 0.012, Math.hypot(v - 0.02, Math.abs(w) - 0.425) - 0.03, 0], [0.05, 0.02, 9], 0.018);
    return Math.min(fork, Math.max(stem, Math.abs(u - 0.012) - 0.03), hinge) * 0.75;
  });
  const disc = inCup(side, (u, v, w) => pill(u - 0.168, Math.hypot(v, w) - 0.2, 0.05, 0.012) * 0.85);
  const discSurface = (x: number, y: number, z: number): Surface => {
    const c = Math.cos(TILT * side);
    const s = Math.sin(TILT * side);
    const dx = x - side * CUP_X;
    const up = dx * s + (y - CUP_Y) * c;
    return mark((-z * side) / 0.12, up / 0.12) > 0.5 ? MARK : { ...SHELL, rough: 0.26 };
  };
  return [
    { field: shell, bounds, surface: SHELL },
    { field: ring, bounds, surface: RING },
    { field: pad, bounds, surface: LEATHER, relief: (x, y, z) => 0.0011 * noise(x * 110, y * 110, z * 110) },
    { field: mesh, bounds, surface: MESH },
    { field: yoke, bounds, surface: STEEL },
    { field: disc, bounds, surface: discSurface },
  ];
}

/** Over-ear headphones, seen from the front left so that one cup shows its face and the other its pad. */
export function headphones(mark: Print): Product {
  return {
    parts: [...archParts(), ...cupParts(1, mark), ...cupParts(-1, mark)],
    yaw: 38,
    pitch: 9,
    centre: [0, -0.03, 0],
    halfHeight: 1.02,
    aspect: 1,
  };
}
