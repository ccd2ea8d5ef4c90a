import { capsule, clamp, curve, lathe, noise, roundBox, roundRect, smoothstep, softMin, strokeField, type Field } from '../fields.ts';
import type { Part, Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const FABRIC: Surface = { colour: linear('#2f6a63'), rough: 0.8, sheen: 0.18, gloss: 0.5 };
const DARK: Surface = { colour: linear('#1f3a38'), rough: 0.8, sheen: 0.15, gloss: 0.5 };
const WEB: Surface = { colour: linear('#1a2524'), rough: 0.85, sheen: 0.1, gloss: 0.4 };
const CORD: Surface = { colour: linear('#f0602f'), rough: 0.7 };
const PLASTIC: Surface = { colour: linear('#10191a'), rough: 0.35 };
const STEEL: Surface = { colour: linear('#e3ded2'), rough: 0.3, metal: 0.35 };
const LABEL: Surface = { colour: linear('#f3efe2'), rough: 0.7 };

const weave: Field = (x, y, z) => {
  const grid = Math.max(Math.sin((x + z) * 110), Math.sin((y - z * 0.3) * 110)) > 0.95 ? -0.0005 : 0;
  return grid + 0.02 * (noise(x * 3.2, y * 3.2, z * 3.2 + 7) - 0.5) + 0.008 * (noise(x * 9, y * 8, z * 9) - 0.5);
};

const body: Field = (x, y, z) => {
  const taper = 1 - 0.1 * smoothstep(-0.1, 0.8, y) - 0.05 * smoothstep(-0.4, -0.85, y);
  const bulge = 0.035 * Math.cos(clamp(x / 0.5, -1, 1) * 1.57) * Math.cos(clamp(y / 0.85, -1, 1) * 1.4);
  return roundBox([x / taper, y + 0.02, z - 0.03 * smoothstep(0.2, -0.6, y)], [0.5, 0.8, 0.235 + bulge], 0.19) * 0.85;
};

const pocket: Field = (x, y, z) => {
  const bulge = 0.03 * Math.cos(clamp(x / 0.4, -1, 1) * 1.57) * Math.cos(clamp((y + 0.38) / 0.36, -1, 1) * 1.4);
  return roundBox([x, y + 0.4, z - 0.27], [0.385, 0.33, 0.1 + bulge], 0.085) * 0.85;
};

const lid: Field = (x, y, z) => {
  const drop = 0.1 * smoothstep(0.05, 0.3, z);
  return roundBox([x, y - 0.72 + drop, z - 0.02], [0.465, 0.16, 0.29], 0.12) * 0.85;
};

function bodyParts(mark: Print): Part[] {
  const zip = strokeField(curve([[-0.31, -0.3], [-0.3, -0.16], [-0.2, -0.115], [0.2, -0.115], [0.3, -0.16], [0.31, -0.3]], false, 8));
  const pocketSurface = (x: number, y: number, z: number): Surface => {
    if (z > 0.3 && zip(x, y) < 0.011) return PLASTIC;
    if (z > 0.3 && roundRect(x, y + 0.43, 0.15, 0.15, 0.03) < 0) return mark(x / 0.105, (y + 0.43) / 0.105) > 0.5 ? { ...LABEL, colour: linear('#e4421b') } : LABEL;
    return FABRIC;
  };
  const seam = (d: number): number => 0.008 * smoothstep(0.016, 0, Math.abs(d));
  return [
    { field: body, bounds: [0, 0, 0, 1.05], surface: (_x, y) => (y < -0.62 ? DARK : FABRIC), relief: (x, y, z) => weave(x, y, z) + seam(y + 0.62) + seam(Math.abs(x) - 0.42) },
    { field: pocket, bounds: [0, -0.4, 0.27, 0.58], surface: pocketSurface, relief: (x, y, z) => (z > 0.3 && roundRect(x, y + 0.43, 0.15, 0.15, 0.03) < 0.004 ? -0.003 : weave(x, y, z)) + 0.01 * smoothstep(0.03, 0.006, zip(x, y)) },
    { field: lid, bounds: [0, 0.7, 0.02, 0.62], surface: DARK, relief: (x, y, z) => weave(x, y, z) + seam(y - 0.62 + 0.1 * smoothstep(0.05, 0.3, z)) },
  ];
}

function carryParts(): Part[] {
  const haul: Field = (x, y, z) => {
    const arc = Math.hypot(x, (y - 0.86) * 1.1) - 0.13;
    return Math.max(Math.hypot(arc, (z + 0.12) * 0.45) - 0.022, 0.82 - y) * 0.8;
  };
  const strap: Field = (x, y, z) => {
    const a = Math.abs(x);
    const path = softMin(
      capsule([a, y, z * 0.9], [0.24, 0.78, -0.24], [0.4, 0.55, -0.42], 0.045),
      softMin(capsule([a, y, z * 0.9], [0.4, 0.55, -0.42], [0.48, 0, -0.46], 0.05), capsule([a, y, z * 0.9], [0.48, 0, -0.46], [0.46, -0.6, -0.24], 0.03), 0.2),
      0.2,
    );
    return path * 0.8;
  };
  const webs: Field = (x, y, z) => {
    const onLid = Math.min(Math.abs(lid(x, y, z)) - 0.008, 1);
    const onBody = Math.abs(body(x, y, z)) - 0.008;
    const front = Math.max(Math.abs(Math.abs(x) - 0.3) - 0.028, Math.min(Math.max(onLid, 0.6 - y), Math.max(onBody, y - 0.62)), -z + 0.05, -y - 0.02);
    return front * 0.8;
  };
  const buckle: Field = (x, y, z) => roundBox([Math.abs(x) - 0.3, y - 0.4, z - 0.285], [0.045, 0.06, 0.026], 0.016);
  return [
    { field: haul, bounds: [0, 0.9, -0.12, 0.24], surface: CORD },
    { field: strap, bounds: [0, 0.05, -0.3, 1.05], surface: DARK, relief: weave },
    { field: webs, bounds: [0, 0.4, 0.15, 0.75], surface: WEB, relief: (x, y) => 0.0008 * Math.sin(y * 300) + (Math.abs(x) > 0.29 && Math.abs(x) < 0.31 ? -0.002 : 0) },
    { field: buckle, bounds: [0, 0.4, 0.28, 0.4], surface: PLASTIC },
  ];
}

function trimParts(): Part[] {
  const points = [
    [-0.17, 0.36],
    [0.17, 0.23],
    [-0.17, 0.1],
    [0.17, -0.02],
  ] as const;
  const zAt = (y: number): number => 0.268 + 0.03 * smoothstep(0.2, -0.4, y);
  const cords: Field = (x, y, z) => {
    let best = 9;
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1] ?? [0, 0];
      const [bx, by] = points[i] ?? [0, 0];
      best = Math.min(best, capsule([x, y, z], [ax, ay, zAt(ay) + 0.012], [bx, by, zAt(by) + 0.012], 0.012));
      best = Math.min(best, capsule([x, y, z], [-ax, ay, zAt(ay) + 0.016], [-bx, by, zAt(by) + 0.016], 0.012));
    }
    return best;
  };
  const bottle = lathe([[0, -0.62], [0.12, -0.62], [0.135, -0.58], [0.135, 0], ...curve([[0.135, 0.02], [0.11, 0.1], [0.07, 0.14], [0.065, 0.18]], false), [0.085, 0.185], [0.09, 0.2], [0.09, 0.29], [0.08, 0.3], [0, 0.3]]);
  const inPlace: Field = (x, y, z) => bottle(x - 0.58, y, z - 0.0);
  const holder: Field = (x, y, z) => roundBox([x - 0.53, y + 0.5, z], [0.215, 0.25, 0.19], 0.13) * 0.9;
  return [
    { field: cords, bounds: [0, 0.17, 0.28, 0.34], surface: CORD, relief: (x, y) => 0.0015 * Math.sin((x + y) * 300) },
    { field: inPlace, bounds: [0.58, -0.16, 0, 0.52], surface: (_x, y) => (y > 0.185 ? PLASTIC : STEEL) },
    { field: holder, bounds: [0.53, -0.5, 0, 0.4], surface: (_x, y) => (y > -0.29 ? CORD : DARK), relief: (x, y, z) => 0.002 * Math.sin(Math.atan2(z, x - 0.53) * 30) + 0.01 * (noise(x * 5, y * 5, z * 5) - 0.5) },
  ];
}

/** A day pack with a lid, a front pocket, cord lacing and a flask in its side pocket. */
export function backpack(mark: Print): Product {
  return {
    parts: [...bodyParts(mark), ...carryParts(), ...trimParts()],
    yaw: 30,
    pitch: 10,
    centre: [0.08, 0.06, 0],
    halfHeight: 1.12,
    aspect: 0.86,
  };
}
