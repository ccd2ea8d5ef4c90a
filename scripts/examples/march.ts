import sharp from 'sharp';
import type { Field } from './fields.ts';
import { clamp } from './fields.ts';
import { lightFrom, shade, type Rgb, type Surface } from './studio-light.ts';

export type Vec = readonly [number, number, number];

/** One material body of a product. */
export interface Part {
  readonly field: Field;
  /** A sphere around the whole part: x, y, z, radius. */
  readonly bounds: readonly [number, number, number, number];
  readonly surface: Surface | ((x: number, y: number, z: number) => Surface);
  /** Fine relief added to the distance for the light only. */
  readonly relief?: Field;
}

export interface Product {
  readonly parts: readonly Part[];
  /** Degrees: how the product is turned to the camera. */
  readonly yaw: number;
  readonly pitch: number;
  readonly roll?: number;
  /** Middle and half height of what is seen; the half width follows from the pixels. */
  readonly centre: Vec;
  readonly halfHeight: number;
  /** Width / height of the picture. */
  readonly aspect: number;
}

const DISTANCE = 9;
const FAR = 20;
let nearest = 0;

function sceneDistance(parts: readonly Part[], x: number, y: number, z: number): number {
  let best = FAR;
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as Part;
    const b = part.bounds;
    const dx = x - b[0];
    const dy = y - b[1];
    const dz = z - b[2];
    const toSphere = Math.sqrt(dx * dx + dy * dy + dz * dz) - b[3];
    if (toSphere > best) continue;
    const d = toSphere > 0.25 ? toSphere : part.field(x, y, z);
    if (d < best) {
      best = d;
      nearest = i;
    }
  }
  return best;
}

interface Frame {
  readonly right: Vec;
  readonly up: Vec;
  readonly toward: Vec;
  readonly eye: Vec;
}

function frameOf(product: Product): Frame {
  const a = (product.yaw * Math.PI) / 180;
  const b = (product.pitch * Math.PI) / 180;
  const c = ((product.roll ?? 0) * Math.PI) / 180;
  const toward: Vec = [Math.sin(a) * Math.cos(b), Math.sin(b), Math.cos(a) * Math.cos(b)];
  const r0: Vec = [Math.cos(a), 0, -Math.sin(a)];
  const u0: Vec = [-Math.sin(a) * Math.sin(b), Math.cos(b), -Math.cos(a) * Math.sin(b)];
  const turn = (p: Vec, q: Vec, s: number): Vec => [
    p[0] * Math.cos(c) + q[0] * s,
    p[1] * Math.cos(c) + q[1] * s,
    p[2] * Math.cos(c) + q[2] * s,
  ];
  const right = turn(r0, u0, Math.sin(c));
  const up = turn(u0, r0, -Math.sin(c));
  const m = product.centre;
  const eye: Vec = [m[0] + toward[0] * DISTANCE, m[1] + toward[1] * DISTANCE, m[2] + toward[2] * DISTANCE];
  return { right, up, toward, eye };
}

/** Steps along a ray; returns the length to the surface, or -1. */
function march(parts: readonly Part[], o: Vec, d: Vec, from: number, to: number, steps: number): number {
  let t = from;
  for (let i = 0; i < steps; i++) {
    const dist = sceneDistance(parts, o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t);
    if (dist < 0.0006) return t;
    t += dist * 0.85;
    if (t > to) return -1;
  }
  return -1;
}

function softShadow(parts: readonly Part[], p: Vec, d: Vec): number {
  let lit = 1;
  let t = 0.02;
  for (let i = 0; i < 26 && t < 2.5; i++) {
    const h = sceneDistance(parts, p[0] + d[0] * t, p[1] + d[1] * t, p[2] + d[2] * t);
    lit = Math.min(lit, (5 * h) / t + 0.5);
    if (lit < 0.02) return 0;
    t += clamp(h, 0.015, 0.25);
  }
  const x = clamp(lit, 0, 1);
  return x * x * (3 - 2 * x);
}

function occlusion(parts: readonly Part[], p: Vec, n: Vec): number {
  let closed = 0;
  let weight = 1;
  for (let i = 1; i <= 5; i++) {
    const h = 0.012 + 0.055 * i * (0.6 + 0.2 * i);
    const d = sceneDistance(parts, p[0] + n[0] * h, p[1] + n[1] * h, p[2] + n[2] * h);
    closed += Math.max(0, h - d) * weight;
    weight *= 0.72;
  }
  return clamp(1 - 1.5 * closed, 0, 1);
}

function normalAt(part: Part, p: Vec): Vec {
  const e = 0.0025;
  const field = part.field;
  const relief = part.relief;
  const f = (x: number, y: number, z: number): number =>
    relief === undefined ? field(x, y, z) : field(x, y, z) + relief(x, y, z);
  const a = f(p[0] + e, p[1] - e, p[2] - e);
  const b = f(p[0] - e, p[1] - e, p[2] + e);
  const c = f(p[0] - e, p[1] + e, p[2] - e);
  const d = f(p[0] + e, p[1] + e, p[2] + e);
  const [x, y, z] = [a - b - c + d, -a - b + c + d, -a + b - c + d];
  const l = Math.hypot(x, y, z) || 1;
  return [x / l, y / l, z / l];
}

const surfaceOf = (part: Part, p: Vec): Surface =>
  typeof part.surface === 'function' ? part.surface(p[0], p[1], p[2]) : part.surface;

interface Sample {
  readonly colour: Rgb;
  readonly part: number;
  readonly depth: number;
  readonly normal: Vec;
}

function sampleRay(product: Product, frame: Frame, dir: Vec): Sample | undefined {
  const { parts } = product;
  const t = march(parts, frame.eye, dir, DISTANCE - 3.2, DISTANCE + 3.2, 150);
  if (t < 0) return undefined;
  const index = nearest;
  const part = parts[index] as Part;
  const p: Vec = [frame.eye[0] + dir[0] * t, frame.eye[1] + dir[1] * t, frame.eye[2] + dir[2] * t];
  const n = normalAt(part, p);
  const toView = (v: Vec): Vec => [dot(v, frame.right), dot(v, frame.up), dot(v, frame.toward)];
  const surface = surfaceOf(part, p);
  const lift: Vec = [p[0] + n[0] * 0.006, p[1] + n[1] * 0.006, p[2] + n[2] * 0.006];
  const light = fromView(frame, lightFrom.key);
  const colour = shade({
    surface,
    normal: toView(n),
    view: toView([-dir[0], -dir[1], -dir[2]]),
    shadow: softShadow(parts, lift, light),
    open: occlusion(parts, p, n),
    mirrored: (r) => mirrored(parts, frame, lift, r),
  });
  return { colour, part: index, depth: t, normal: n };
}

/** What a smooth surface sees of the product itself: its colour in plain light, or nothing. */
function mirrored(parts: readonly Part[], frame: Frame, p: Vec, viewDir: Vec): Rgb | undefined {
  const d = fromView(frame, viewDir);
  const t = march(parts, p, d, 0.02, 2, 40);
  if (t < 0) return undefined;
  const part = parts[nearest] as Part;
  const hit: Vec = [p[0] + d[0] * t, p[1] + d[1] * t, p[2] + d[2] * t];
  const n = normalAt(part, hit);
  const s = surfaceOf(part, hit);
  const lit = 0.32 + 0.7 * Math.max(0, dot(n, fromView(frame, lightFrom.key)));
  const glow = s.glow ?? [0, 0, 0];
  return [s.colour[0] * lit + glow[0], s.colour[1] * lit + glow[1], s.colour[2] * lit + glow[2]];
}

const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const fromView = (f: Frame, v: Vec): Vec => [
  f.right[0] * v[0] + f.up[0] * v[1] + f.toward[0] * v[2],
  f.right[1] * v[0] + f.up[1] * v[1] + f.toward[1] * v[2],
  f.right[2] * v[0] + f.up[2] * v[1] + f.toward[2] * v[2],
];

const SUBPIXELS: readonly (readonly [number, number])[] = [
  [-0.375, -0.125],
  [-0.125, 0.375],
  [0.125, -0.375],
  [0.375, 0.125],
  [-0.3, 0.12],
  [0.3, -0.12],
  [0.12, 0.3],
  [-0.12, -0.3],
];

/** Renders the product as straight RGBA with a clear ground; edges are sampled eight times more. */
export function renderProduct(product: Product, longSide: number): { data: Uint8Array; width: number; height: number } {
  const width = Math.round(product.aspect >= 1 ? longSide : longSide * product.aspect);
  const height = Math.round(product.aspect >= 1 ? longSide / product.aspect : longSide);
  const frame = frameOf(product);
  const ray = (px: number, py: number): Sample | undefined => {
    const sx = (((px + 0.5) / width) * 2 - 1) * product.halfHeight * (width / height);
    const sy = (1 - ((py + 0.5) / height) * 2) * product.halfHeight;
    const v = [0, 1, 2].map(
      (k) => (frame.right[k] ?? 0) * sx + (frame.up[k] ?? 0) * sy - (frame.toward[k] ?? 0) * DISTANCE,
    );
    const l = Math.hypot(...v);
    return sampleRay(product, frame, [(v[0] ?? 0) / l, (v[1] ?? 0) / l, (v[2] ?? 0) / l]);
  };
  const first: (Sample | undefined)[] = [];
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) first.push(ray(x, y));
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const centre = first[y * width + x];
      const isEdge =
        differs(centre, first[y * width + Math.max(0, x - 1)]) ||
        differs(centre, first[y * width + Math.min(width - 1, x + 1)]) ||
        differs(centre, first[Math.max(0, y - 1) * width + x]) ||
        differs(centre, first[Math.min(height - 1, y + 1) * width + x]);
      const samples = isEdge ? SUBPIXELS.map(([dx, dy]) => ray(x + dx, y + dy)) : [];
      writePixel(data, (y * width + x) * 4, [centre, ...samples]);
    }
  }
  return { data, width, height };
}

function differs(a: Sample | undefined, b: Sample | undefined): boolean {
  if (a === undefined || b === undefined) return a !== b;
  if (a.part !== b.part || Math.abs(a.depth - b.depth) > 0.03 || dot(a.normal, b.normal) < 0.93) return true;
  return Math.abs(a.colour[0] - b.colour[0]) + Math.abs(a.colour[1] - b.colour[1]) > 0.09;
}

function writePixel(data: Uint8Array, offset: number, samples: readonly (Sample | undefined)[]): void {
  const hits = samples.filter((s) => s !== undefined);
  if (hits.length === 0) return;
  for (let k = 0; k < 3; k++) {
    const mean = hits.reduce((sum, s) => sum + clamp(s.colour[k] ?? 0, 0, 4), 0) / hits.length;
    data[offset + k] = Math.round(255 * encode(tone(mean)));
  }
  data[offset + 3] = Math.round((255 * hits.length) / samples.length);
}

/** Linear up to 0.6, then a soft shoulder: highlights keep their colour and never clip hard. */
function tone(x: number): number {
  return x < 0.6 ? x : 0.6 + 0.4 * (1 - Math.exp(-(x - 0.6) / 0.4));
}

const encode = (x: number): number => (x <= 0.0031308 ? 12.92 * x : 1.055 * x ** (1 / 2.4) - 0.055);

/** PNG with alpha, trimmed to the product with a thin margin, in 256 dithered colours: a third of the size, no visible loss. */
export function encodeProduct(picture: { data: Uint8Array; width: number; height: number }): Promise<Buffer> {
  const raw = { width: picture.width, height: picture.height, channels: 4 as const };
  return sharp(picture.data, { raw })
    .trim({ background: '#00000000', threshold: 0, margin: 8 })
    .png({ palette: true, colours: 256, dither: 1, effort: 10 })
    .toBuffer();
}
