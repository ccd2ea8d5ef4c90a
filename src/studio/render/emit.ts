import { sha256 } from '#kernel/hash';
import type { PreparedType, TreeImageData } from '#platform/fonts/type-renderer';
import type { TreeNode, TreeStyle } from '#platform/fonts/tree';
import type { BrandLook, Box } from '#studio/model';
import type { PictureShelf } from '#studio/pictures/picture-shelf';
import { textStyle } from '#studio/type/fit';
import type { ScriptRules } from '#studio/type/script-rules';
import type {
  ArtElement,
  Corner,
  PictureElement,
  RectElement,
  Scene,
  TextElement,
} from '#studio/layouts/scene';

export interface EmitContext {
  readonly type: PreparedType;
  readonly shelf: PictureShelf;
  readonly look: BrandLook;
  readonly locale: string;
  readonly rules: ScriptRules;
  /** Device pixels per pixel of the scene. */
  readonly scale: number;
}

/** A drawable tree with the drawings it names. Child i of the root is element i of the scene. */
export interface EmittedTree {
  readonly root: TreeNode & { readonly type: 'container' };
  readonly images: readonly TreeImageData[];
}

/** Turns a scene into the renderer's tree; pictures are sized to the device pixels they will cover. */
export async function emitScene(scene: Scene, context: EmitContext): Promise<EmittedTree> {
  const images = new Map<string, TreeImageData>();
  const children: TreeNode[] = [];
  for (const element of scene.elements) {
    if (element.kind === 'rect') children.push(rectNode(element));
    else if (element.kind === 'art') children.push(artNode(element, images));
    else if (element.kind === 'text') children.push(textNode(element, scene, context));
    else children.push(await pictureNode(element, context, images));
  }
  // The canvas cuts what sticks out. A root that clips would be drawn as a layer of full size first.
  const root = {
    type: 'container',
    style: {
      position: 'relative',
      display: 'block',
      width: scene.width,
      height: scene.height,
      backgroundColor: scene.ground,
    },
    children,
  } as const;
  return { root, images: [...images.values()] };
}

function placed(box: Box): TreeStyle {
  return { position: 'absolute', left: box.x, top: box.y, width: box.width, height: box.height };
}

function rectNode(element: RectElement): TreeNode {
  return {
    type: 'container',
    style: {
      ...placed(element.box),
      backgroundColor: element.fill,
      ...radius(element.corners),
      ...(element.opacity === undefined ? {} : { opacity: element.opacity }),
    },
  };
}

function radius(corners: number | Corner | undefined): TreeStyle {
  if (corners === undefined || corners === 0) return {};
  const list = typeof corners === 'number' ? [corners] : corners;
  return { borderRadius: list.map((value) => `${value}px`).join(' ') };
}

function artNode(element: ArtElement, images: Map<string, TreeImageData>): TreeNode {
  const { width, height } = element.box;
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${element.svg}</svg>`;
  const src = `art:${sha256(markup).slice(0, 24)}`;
  images.set(src, { src, data: Buffer.from(markup) });
  return { type: 'image', src, style: { ...placed(element.box), objectFit: 'fill' } };
}

async function pictureNode(
  element: PictureElement,
  context: EmitContext,
  images: Map<string, TreeImageData>,
): Promise<TreeNode> {
  const { box, picture, fit } = element;
  const png = await context.shelf.png({
    picture,
    width: box.width * context.scale,
    height: box.height * context.scale,
    fit,
  });
  images.set(png.key, { src: png.key, data: png.bytes, isRaw: true });
  // On whole device pixels: a shifted raster would be blurred, and fine logos lose their strokes.
  const size = { width: png.width / context.scale, height: png.height / context.scale };
  const snapped = {
    ...size,
    x: Math.round(box.x * context.scale) / context.scale,
    y: Math.round(box.y * context.scale) / context.scale,
  };
  const image = (at: Box): TreeNode => ({
    type: 'image',
    src: png.key,
    style: { ...placed(at), objectFit: 'fill' },
  });
  const corners = radius(element.corners);
  // A box that clips costs a layer of its own, so there is one only where corners are cut.
  if (corners.borderRadius === undefined) return image(snapped);
  return {
    type: 'container',
    style: { ...placed(snapped), overflow: 'hidden', ...corners },
    children: [image({ ...size, x: 0, y: 0 })],
  };
}

function textNode(element: TextElement, scene: Scene, context: EmitContext): TreeNode {
  const { clip } = element;
  const at =
    clip === undefined
      ? element.box
      : { ...element.box, x: element.box.x - clip.x, y: element.box.y - clip.y };
  const node: TreeNode = {
    type: 'text',
    text: element.text,
    lang: context.locale,
    style: {
      ...textStyle({
        stack: context.type.stackFor(context.look.fonts[element.font]),
        size: element.size,
        weight: element.weight,
        lineHeight: element.lineHeight,
        tracking: element.tracking,
        width: at.width,
        rules: context.rules,
        lines: element.isOneLine === true ? 'one' : element.text.includes('\n') ? 'fixed' : 'wrap',
      }),
      position: 'absolute',
      left: at.x,
      top: at.y,
      color: element.ink,
      textAlign: alignment(element.align, scene.direction),
      ...(element.isStruck === true ? { textDecoration: 'line-through' } : {}),
    },
  };
  if (clip === undefined) return node;
  return { type: 'container', style: { ...placed(clip), overflow: 'hidden' }, children: [node] };
}

function alignment(align: TextElement['align'], direction: Scene['direction']): 'left' | 'right' | 'center' {
  if (align === 'center') return 'center';
  return (align === 'start') === (direction === 'ltr') ? 'left' : 'right';
}
