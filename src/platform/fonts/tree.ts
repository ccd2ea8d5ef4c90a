/** The style properties the house uses. Takumi ignores unknown ones silently, so nothing else may be written. */
export interface TreeStyle {
  readonly position?: 'absolute' | 'relative';
  readonly display?: 'flex' | 'block';
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
  readonly backgroundColor?: string;
  readonly backgroundImage?: string;
  readonly borderRadius?: number | string;
  readonly overflow?: 'hidden' | 'visible';
  readonly opacity?: number;
  readonly objectFit?: 'cover' | 'contain' | 'fill';
  readonly transform?: string;
  readonly color?: string;
  readonly fontFamily?: string;
  readonly fontSize?: number;
  readonly fontWeight?: number;
  readonly lineHeight?: number;
  readonly letterSpacing?: number | string;
  readonly textAlign?: 'left' | 'right' | 'center';
  readonly textWrap?: 'wrap' | 'balance' | 'pretty' | 'nowrap';
  readonly whiteSpace?: 'normal' | 'nowrap' | 'pre';
  readonly wordBreak?: 'normal' | 'keep-all' | 'break-word';
  readonly overflowWrap?: 'normal' | 'anywhere' | 'break-word';
  readonly direction?: 'ltr' | 'rtl';
  readonly textDecoration?: 'line-through' | 'none';
}

export type TreeNode = TreeContainer | TreeText | TreeImage;

/** A box. Leave `children` out when there are none: an empty text child would hide the background. */
export interface TreeContainer {
  readonly type: 'container';
  readonly style: TreeStyle;
  readonly children?: readonly TreeNode[];
}

export interface TreeText {
  readonly type: 'text';
  readonly text: string;
  readonly lang?: string;
  readonly style: TreeStyle;
}

export interface TreeImage {
  readonly type: 'image';
  /** A key of the images given with the render. Pixels in the tree itself would be parsed on the main thread. */
  readonly src: string;
  readonly style: TreeStyle;
}

/** Every image source a tree names. */
export function sourcesOf(node: TreeNode): readonly string[] {
  if (node.type === 'image') return [node.src];
  return node.type === 'container' ? (node.children ?? []).flatMap(sourcesOf) : [];
}
