/** Signed distance fields: below zero inside, above zero outside, about one unit per unit of space. */
export type Field = (x: number, y: number, z: number) => number;
/** The same in two dimensions. */
export type Field2 = (x: number, y: number) => number;
export type Point = readonly [number, number];

export const clamp = (x: number, low: number, high: number): number => (x < low ? low : x > high ? high : x);
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t;

/** Hermite step from 0 at `low` to 1 at `high`; the edges may be given in either order. */
export function smoothstep(low: number, high: number, x: number): number {
  const t = clamp((x - low) / (high - low), 0, 1);
  return t * t * (3 - 2 * t);
}

/** Union with a fillet of about `k`. */
export function softMin(a: number, b: number, k: number): number {
  const h = Math.max(k - Math.abs(a - b), 0) / k;
  return Math.min(a, b) - h * h * k * 0.25;
}

export const softMax = (a: number, b: number, k: number): number => -softMin(-a, -b, k);

/** A box of half sizes `bx`, `by`, `bz` with edges rounded by `r` (inside the given size). */
export function roundBox(
  p: readonly [number, number, number],
  size: readonly [number, number, number],
  r: number,
): number {
  const qx = Math.abs(p[0]) - size[0] + r;
  const qy = Math.abs(p[1]) - size[1] + r;
  const qz = Math.abs(p[2]) - size[2] + r;
  const outside = Math.hypot(Math.max(qx, 0), Math.max(qy, 0), Math.max(qz, 0));
  return outside + Math.min(Math.max(qx, qy, qz), 0) - r;
}

/** A rectangle of half sizes `bx`, `by` with corners rounded by `r`. */
export function roundRect(x: number, y: number, bx: number, by: number, r: number): number {
  const qx = Math.abs(x) - bx + r;
  const qy = Math.abs(y) - by + r;
  return Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - r;
}

/** Distance to the segment a-b in space, less the radius. */
export function capsule(
  p: readonly [number, number, number],
  a: readonly [number, number, number],
  b: readonly [number, number, number],
  r: number,
): number {
  const bx = b[0] - a[0];
  const by = b[1] - a[1];
  const bz = b[2] - a[2];
  const px = p[0] - a[0];
  const py = p[1] - a[1];
  const pz = p[2] - a[2];
  const h = clamp((px * bx + py * by + pz * bz) / (bx * bx + by * by + bz * bz), 0, 1);
  return Math.hypot(px - bx * h, py - by * h, pz - bz * h) - r;
}

/** A closed or open Catmull-Rom curve through the points, with `steps` pieces between two of them. */
export function curve(points: readonly Point[], closed: boolean, steps = 24): Point[] {
  const n = points.length;
  const at = (i: number): Point =>
    (closed ? points[(i + n) % n] : points[clamp(i, 0, n - 1)]) ?? ([0, 0] as const);
  const result: Point[] = [];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    for (let s = 0; s < steps; s++) {
      const t = s / steps;
      const mixAxis = (k: 0 | 1): number =>
        0.5 *
        (2 * b[k] +
          (c[k] - a[k]) * t +
          (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
          (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t);
      result.push([mixAxis(0), mixAxis(1)]);
    }
  }
  if (!closed) result.push(at(n - 1));
  return result;
}

function polygonDistance(points: readonly Point[], x: number, y: number): number {
  let best = Infinity;
  let inside = false;
  let [ax, ay] = points.at(-1) ?? [0, 0];
  for (const [bx, by] of points) {
    const ex = bx - ax;
    const ey = by - ay;
    const h = clamp(((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1), 0, 1);
    const dx = x - ax - ex * h;
    const dy = y - ay - ey * h;
    best = Math.min(best, dx * dx + dy * dy);
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    ax = bx;
    ay = by;
  }
  return inside ? -Math.sqrt(best) : Math.sqrt(best);
}

/** The polygon's signed distance, read from a grid that is computed once: constant time however many corners. */
export function polygonField(points: readonly Point[], margin = 0.15, cells = 240): Field2 {
  const xs = points.map((p) => p[0]);
  const ys = points.map((p) => p[1]);
  const x0 = Math.min(...xs) - margin;
  const y0 = Math.min(...ys) - margin;
  const width = Math.max(...xs) + margin - x0;
  const height = Math.max(...ys) + margin - y0;
  const step = Math.max(width, height) / cells;
  const nx = Math.ceil(width / step) + 1;
  const ny = Math.ceil(height / step) + 1;
  const grid = new Float32Array(nx * ny);
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) grid[j * nx + i] = polygonDistance(points, x0 + i * step, y0 + j * step);
  return (x, y) => {
    const gx = clamp((x - x0) / step, 0, nx - 1.001);
    const gy = clamp((y - y0) / step, 0, ny - 1.001);
    const i = Math.floor(gx);
    const j = Math.floor(gy);
    const fx = gx - i;
    const fy = gy - j;
    const o = j * nx + i;
    const inGrid =
      mix(
        mix(grid[o] ?? 0, grid[o + 1] ?? 0, fx),
        mix(grid[o + nx] ?? 0, grid[o + nx + 1] ?? 0, fx),
        fy,
      );
    return inGrid + Math.hypot(x - (x0 + gx * step), y - (y0 + gy * step));
  };
}

/** A solid of revolution about the y axis from a profile of (radius, y) points on one side. */
export function lathe(profile: readonly Point[], cells = 420): Field {
  const mirrored: Point[] = [...profile, ...profile.toReversed().map(([r, y]): Point => [-r, y])];
  const field = polygonField(mirrored, 0.15, cells);
  return (x, y, z) => field(Math.hypot(x, z), y);
}

/** Distance to a polyline in the plane (not closed), for seams and stripes. */
export function strokeField(points: readonly Point[]): Field2 {
  return (x, y) => {
    let best = Infinity;
    for (let i = 1; i < points.length; i++) {
      const [ax, ay] = points[i - 1] ?? [0, 0];
      const [bx, by] = points[i] ?? [0, 0];
      const ex = bx - ax;
      const ey = by - ay;
      const h = clamp(((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1), 0, 1);
      best = Math.min(best, Math.hypot(x - ax - ex * h, y - ay - ey * h));
    }
    return best;
  };
}

function lattice(x: number, y: number, z: number): number {
  let h = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647);
  h = Math.imul(h ^ (h >>> 13), 1274126177);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
}

/** Smooth noise in [0, 1] with one cell per unit. */
export function noise(x: number, y: number, z: number): number {
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const fade = (t: number): number => t * t * (3 - 2 * t);
  const [u, v, w] = [fade(x - i), fade(y - j), fade(z - k)];
  const row = (dj: number, dk: number): number =>
    mix(lattice(i, j + dj, k + dk), lattice(i + 1, j + dj, k + dk), u);
  return mix(mix(row(0, 0), row(1, 0), v), mix(row(0, 1), row(1, 1), v), w);
}
