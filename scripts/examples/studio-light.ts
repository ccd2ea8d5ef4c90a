import { clamp, mix, smoothstep } from './fields.ts';

export type Rgb = readonly [number, number, number];

/** How a material takes light. Colours are linear. */
export interface Surface {
  readonly colour: Rgb;
  /** 0 mirror, 1 chalk. */
  readonly rough: number;
  readonly metal?: number;
  readonly glow?: Rgb;
  /** Soft light at grazing angles, as on cloth. */
  readonly sheen?: number;
  /** How much light passes under the skin: wax, opal glass, foam. */
  readonly soft?: number;
  /** Strength of the gloss; 1 is plastic, lacquer or glass. */
  readonly gloss?: number;
}

type Vec = readonly [number, number, number];

/** Linear colour of a hex value. */
export function linear(hex: string): Rgb {
  const part = (at: number): number => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

const unit = (x: number, y: number, z: number): Vec => {
  const l = Math.hypot(x, y, z);
  return [x / l, y / l, z / l];
};

/** The light of every picture, as the camera sees it: x to the right, y up, z to the camera. Key from top left. */
export const lightFrom = {
  key: unit(-0.55, 0.72, 0.62),
  rim: unit(0.85, 0.35, -0.35),
  fill: unit(0.72, 0.3, 0.62),
} as const;

const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

interface SoftBox {
  readonly to: Vec;
  readonly across: Vec;
  readonly up: Vec;
  readonly width: number;
  readonly height: number;
  readonly power: number;
}

function softBox(to: Vec, width: number, height: number, power: number): SoftBox {
  const across = unit(to[2], 0, -to[0]);
  const up: Vec = [
    to[1] * across[2] - to[2] * across[1],
    to[2] * across[0] - to[0] * across[2],
    to[0] * across[1] - to[1] * across[0],
  ];
  return { to, across, up, width, height, power };
}

const BOXES: readonly SoftBox[] = [
  softBox(unit(-0.7, 0.5, 0.55), 0.5, 0.75, 4.2),
  softBox(unit(0.93, 0.22, 0.12), 0.22, 0.95, 3.2),
  softBox(unit(0.05, 0.96, -0.2), 0.9, 0.5, 2.4),
  softBox(unit(-0.95, 0.05, -0.3), 0.2, 0.9, 1.6),
];

/** The studio seen in a direction, blurred by the roughness of the surface that mirrors it. */
function studio(d: Vec, rough: number): number {
  const sky = smoothstep(-0.7, 0.9, d[1]);
  let sum = mix(0.2, 0.42, sky) * mix(1, 0.62, clamp(d[2], 0, 1));
  sum += 0.16 * smoothstep(-0.2, -0.95, d[1]);
  const blur = 0.05 + rough * 1.1;
  for (const box of BOXES) {
    const ahead = dot(d, box.to);
    if (ahead <= 0.05) continue;
    const u = Math.abs(dot(d, box.across)) / ahead;
    const v = Math.abs(dot(d, box.up)) / ahead;
    const inBox =
      smoothstep(box.width + blur, box.width - blur, u) * smoothstep(box.height + blur, box.height - blur, v);
    const spread = (box.width * box.height) / ((box.width + rough * 0.8) * (box.height + rough * 0.8));
    sum += box.power * inBox * spread * smoothstep(0.05, 0.3, ahead);
  }
  return sum;
}

export interface Meeting {
  readonly surface: Surface;
  readonly normal: Vec;
  readonly view: Vec;
  /** 1 fully lit by the key light. */
  readonly shadow: number;
  /** 1 when nothing is near. */
  readonly open: number;
  /** Colour of the product itself in a mirrored direction, or undefined. */
  readonly mirrored: (direction: Vec) => Rgb | undefined;
}

/** Linear colour of one point of a surface in the studio. */
export function shade(m: Meeting): Rgb {
  const { surface: s, normal: n, view: v } = m;
  const metal = s.metal ?? 0;
  const soft = s.soft ?? 0;
  const facing = clamp(dot(n, v), 0, 1);
  const wrap = 0.12 + 0.5 * soft;
  const key = clamp((dot(n, lightFrom.key) + wrap) / (1 + wrap), 0, 1) * mix(m.shadow, 1, soft * 0.5);
  const rim = clamp(dot(n, lightFrom.rim), 0, 1) * m.open;
  const fill = clamp(dot(n, lightFrom.fill), 0, 1) * m.open;
  const sky = mix(0.2, 0.52, n[1] * 0.5 + 0.5) * (0.35 + 0.65 * m.open);
  const diffuse = (0.8 * key + 0.22 * rim + 0.26 * fill + sky + 0.1 * soft) * (1 - metal);
  const sheen = (s.sheen ?? 0) * (1 - facing) ** 3 * (0.25 + 0.75 * m.shadow) * m.open;

  const r: Vec = [2 * facing * n[0] - v[0], 2 * facing * n[1] - v[1], 2 * facing * n[2] - v[2]];
  const gloss = (s.gloss ?? 1) * (1 - 0.75 * s.rough * s.rough);
  const lift = (1 - facing) ** 5 * (1 - s.rough) ** 2;
  const seen = s.rough < 0.45 ? m.mirrored(r) : undefined;
  const room = studio(r, s.rough) * (0.3 + 0.7 * m.open) * mix(0.55, 1, m.shadow);
  const glow = s.glow ?? [0, 0, 0];
  const channel = (k: 0 | 1 | 2): number => {
    const f0 = mix(0.045, s.colour[k], metal);
    const fresnel = (f0 + (1 - f0) * lift) * gloss;
    return s.colour[k] * diffuse + fresnel * (seen?.[k] ?? room) * (metal > 0 ? 1 : 1.15) + sheen * mix(0.5, s.colour[k], 0.5) + glow[k];
  };
  return [channel(0), channel(1), channel(2)];
}
