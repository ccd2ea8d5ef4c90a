import { capsule, curve, mix, noise, polygonField, smoothstep, softMax, softMin, strokeField, type Field, type Point } from '../fields.ts';
import type { Part, Product } from '../march.ts';
import { linear, type Surface } from '../studio-light.ts';
import type { Print } from '../symbols.ts';

const KNIT: Surface = { colour: linear('#ef6a3a'), rough: 0.85, sheen: 0.25, gloss: 0.4 };
const OVERLAY: Surface = { colour: linear('#d94a24'), rough: 0.42 };
const GUARD: Surface = { colour: linear('#1d2c2b'), rough: 0.55, gloss: 0.8 };
const FOAM: Surface = { colour: linear('#f4efe3'), rough: 0.6, soft: 0.25, gloss: 0.7 };
const RUBBER: Surface = { colour: linear('#1d2c2b'), rough: 0.6, gloss: 0.8 };
const LINING: Surface = { colour: linear('#22302f'), rough: 0.95, sheen: 0.15, gloss: 0.2 };
const LACE: Surface = { colour: linear('#f6c544'), rough: 0.8, sheen: 0.2, gloss: 0.4 };
const MARK: Surface = { colour: linear('#f8f3e6'), rough: 0.5 };

const UPPER = polygonField(
  curve(
    [
      [-0.84, -0.34],
      [-0.93, -0.12],
      [-0.93, 0.12],
      [-0.985, 0.36],
      [-0.94, 0.43],
      [-0.86, 0.38],
      [-0.7, 0.25],
      [-0.48, 0.235],
      [-0.34, 0.3],
      [-0.22, 0.375],
      [-0.06, 0.33],
      [0.2, 0.165],
      [0.46, 0.03],
      [0.7, -0.02],
      [0.88, -0.08],
      [0.985, -0.19],
      [0.99, -0.32],
      [0.6, -0.36],
      [-0.3, -0.36],
    ],
    true,
  ),
  0.3,
  320,
);

const MIDSOLE = polygonField(
  curve(
    [
      [-1.03, -0.2],
      [-0.98, -0.16],
      [-0.8, -0.19],
      [-0.4, -0.235],
      [0, -0.25],
      [0.45, -0.255],
      [0.85, -0.225],
      [1.0, -0.165],
      [1.025, -0.2],
      [0.98, -0.3],
      [0.78, -0.4],
      [0.4, -0.45],
      [-0.1, -0.45],
      [-0.6, -0.475],
      [-0.9, -0.44],
      [-1.03, -0.33],
    ],
    true,
  ),
  0.3,
  320,
);

/** Half width of the foot from the heel (-1) to the toe (1). */
function widthAt(x: number): number {
  const heel = x < -0.66 ? 1 - ((x + 0.66) / 0.4) ** 2 : 1;
  const toe = x > 0.52 ? 1 - ((x - 0.52) / 0.54) ** 2 : 1;
  const along = mix(0.235, 0.33, smoothstep(-0.5, 0.5, x)) - 0.03 * Math.exp(-(((x + 0.1) / 0.25) ** 2));
  return along * Math.sqrt(Math.max(0, Math.min(heel, toe)));
}

const bodyField: Field = (x, y, z) => {
  const lift = smoothstep(-0.3, 0.42, y);
  const narrow = mix(1, mix(0.62, 0.36, smoothstep(-0.55, 0, x)), lift);
  const side = Math.abs(z) - Math.max(0.02, (widthAt(x) + 0.02) * narrow);
  return softMax(UPPER(x, y), side, 0.16) * 0.62;
};

const opening: Field = (x, y, z) => {
  const dx = (x + 0.61 + 0.1 * (y - 0.3)) / 0.29;
  const dy = (y - 0.42) / 0.42;
  const dz = z / 0.125;
  return (Math.hypot(dx, dy, dz) - 1) * 0.125;
};

const upper: Field = (x, y, z) => softMax(bodyField(x, y, z), -opening(x, y, z), 0.05);

const sole = (shape: (x: number, y: number) => number, grow: number): Field => (x, y, z) =>
  softMax(shape(x, y), Math.abs(z) - widthAt(x) - grow - 0.03 * smoothstep(-0.2, -0.45, y), 0.05) * 0.75;

const toeGuard = polygonField(curve([[0.62, -0.4], [0.7, -0.18], [0.84, -0.125], [1.1, 0], [1.1, -0.4]], true, 8));
const heelGuard = polygonField(curve([[-1.1, -0.4], [-1.1, 0.2], [-0.9, 0.16], [-0.72, 0.02], [-0.6, -0.2], [-0.56, -0.4]], true, 8));
const eyestay = polygonField(
  curve([[-0.34, 0.28], [-0.14, 0.22], [0.14, 0.06], [0.36, -0.055], [0.5, -0.035], [0.44, 0.2], [-0.1, 0.6], [-0.36, 0.5]], true, 8),
);
const sidePanel = strokeField(curve([[-0.3, 0.2], [-0.2, 0.02], [-0.24, -0.2]], false, 8));
const sidePanel2 = strokeField(curve([[0.12, 0.06], [0.24, -0.08], [0.22, -0.24]], false, 8));

function upperParts(mark: Print): Part[] {
  const isMark = (x: number, y: number, z: number): boolean => z > 0 && mark((x + 0.02) / 0.165, (y + 0.055) / 0.165) > 0.5;
  const raised = (x: number, y: number): number => {
    const edge = (d: number): number => smoothstep(0.012, -0.012, d);
    return Math.max(edge(toeGuard(x, y)), edge(heelGuard(x, y)), edge(eyestay(x, y)), edge(sidePanel(x, y) - 0.016) * 0.25, edge(sidePanel2(x, y) - 0.016) * 0.25);
  };
  const surface = (x: number, y: number, z: number): Surface => {
    if (opening(x, y, z) < 0.025 && y < 0.34 + 0.3 * smoothstep(-0.7, -0.95, x)) return LINING;
    if (toeGuard(x, y) < 0 || heelGuard(x, y) < 0) return GUARD;
    if (isMark(x, y, z)) return MARK;
    if (eyestay(x, y) < 0 || sidePanel(x, y) < 0.016 || sidePanel2(x, y) < 0.016) return OVERLAY;
    return KNIT;
  };
  const relief: Field = (x, y, z) => {
    const over = raised(x, y);
    const print = isMark(x, y, z) ? 1 : 0;
    const knit = 0.0011 * Math.sin(x * 300 + 1.6 * Math.sin(y * 200)) * Math.sin(y * 300) * (1 - over) * (1 - print);
    const cushion = -0.018 * smoothstep(0.09, 0, opening(x, y, z)) * smoothstep(0.05, 0.25, y);
    return knit - 0.011 * over + cushion;
  };
  return [{ field: upper, bounds: [0, 0, 0, 1.12], surface, relief }];
}

function laceParts(): Part[] {
  const rows: readonly Point[] = [
    [-0.19, 0.395],
    [-0.09, 0.352],
    [0.01, 0.296],
    [0.11, 0.235],
    [0.21, 0.172],
    [0.31, 0.118],
  ];
  const laces: Field = (x, y, z) => {
    let best = 9;
    const a = Math.abs(z);
    for (const [lx, ly] of rows) {
      best = Math.min(best, capsule([x, y, a], [lx, ly + 0.012, 0], [lx + 0.015, ly - 0.01, 0.075], 0.021));
      best = Math.min(best, capsule([x, y, a], [lx + 0.015, ly - 0.01, 0.075], [lx + 0.01, ly - 0.1, 0.145], 0.021));
    }
    return best;
  };
  const bow: Field = (x, y, z) => {
    const a = Math.abs(z);
    const knot = capsule([x, y, z], [-0.165, 0.43, -0.03], [-0.165, 0.43, 0.03], 0.032);
    const loop = softMin(
      capsule([x, y, a], [-0.165, 0.43, 0.02], [-0.1, 0.43, 0.15], 0.019),
      softMin(
        capsule([x, y, a], [-0.1, 0.43, 0.15], [-0.06, 0.36, 0.2], 0.019),
        capsule([x, y, a], [-0.06, 0.36, 0.2], [-0.15, 0.4, 0.05], 0.019),
        0.03,
      ),
      0.03,
    );
    const end = capsule([x, y, a], [-0.165, 0.42, 0.03], [-0.2, 0.3, 0.19], 0.015);
    return Math.min(knot, loop, end);
  };
  const tongue: Field = (x, y, z) =>
    softMax(capsule([x, y, z * 0.32], [-0.1, 0.31, 0], [-0.29, 0.445, 0], 0.036), Math.abs(z) - 0.115, 0.04) * 0.8;
  const loopTab: Field = (x, y, z) => Math.max(Math.abs(Math.hypot(x + 0.965, (y - 0.39) * 0.75) - 0.046) - 0.008, Math.abs(z) - 0.03);
  return [
    { field: laces, bounds: [0.06, 0.24, 0, 0.42], surface: LACE, relief: (x, y, z) => 0.0006 * Math.sin((x + y + z) * 420) },
    { field: bow, bounds: [-0.13, 0.38, 0, 0.28], surface: LACE, relief: (x, y, z) => 0.0006 * Math.sin((x + y + z) * 420) },
    { field: tongue, bounds: [-0.24, 0.42, 0, 0.27], surface: { ...KNIT, colour: linear('#2a3b39') }, relief: (x, y, z) => 0.003 * noise(x * 60, y * 60, z * 60) },
    { field: loopTab, bounds: [-0.97, 0.42, 0, 0.12], surface: LACE },
  ];
}

function soleParts(): Part[] {
  const wave = strokeField(curve([[-1.05, -0.27], [-0.6, -0.34], [-0.1, -0.33], [0.4, -0.36], [1.05, -0.24]], false, 10));
  const midsole: Part = {
    field: sole(MIDSOLE, 0.006),
    bounds: [0, -0.33, 0, 1.12],
    surface: (x, y) => (wave(x, y) < 0.012 ? { ...FOAM, colour: linear('#f6c544') } : FOAM),
    relief: (x, y) => 0.012 * smoothstep(0.03, 0.006, wave(x, y)) + (y > -0.3 && x < -0.3 ? 0.004 * Math.sin(y * 160) : 0),
  };
  const tread: Field = (x, y, z) => {
    const base = MIDSOLE(x, y + 0.035);
    const under = softMax(base, MIDSOLE(x, y - 0.02) * -1 + 0.0, 0.01);
    const lug = 0.028 * smoothstep(-0.15, 0.15, Math.sin(x * 34)) * smoothstep(-0.3, 0.3, Math.cos(z * 17 + (x > 0 ? 0 : 1)));
    const top = y + 0.375 - 0.13 * smoothstep(0.5, 1.05, x) - 0.05 * smoothstep(-0.8, -1.05, x);
    return softMax(softMax(under - lug, top, 0.01), Math.abs(z) - widthAt(x) - 0.022, 0.03) * 0.6;
  };
  return [midsole, { field: tread, bounds: [0, -0.42, 0, 1.14], surface: RUBBER }];
}

/** A trail-running shoe from the outer side, toe to the right. */
export function shoe(mark: Print): Product {
  return {
    parts: [...upperParts(mark), ...laceParts(), ...soleParts()],
    yaw: 24,
    pitch: 13,
    roll: 0,
    centre: [0.02, -0.03, 0],
    halfHeight: 0.68,
    aspect: 1.55,
  };
}
