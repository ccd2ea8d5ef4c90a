/** A work product as something to read: blocks that become a page, Markdown or a document. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly facts?: readonly string[] }
  | { readonly kind: 'list'; readonly isOrdered?: boolean; readonly items: readonly Line[] }
  | {
      readonly kind: 'table';
      readonly caption?: string;
      readonly columns: readonly string[];
      /** One cell for each column. */
      readonly rows: readonly (readonly string[])[];
    }
  /** Four fields in reading order, each with a title. */
  | {
      readonly kind: 'quadrants';
      readonly fields: readonly { readonly title: string; readonly items: readonly Line[] }[];
    }
  /** Points between two axes, each from 0 to 1. */
  | {
      readonly kind: 'map';
      readonly x: Axis;
      readonly y: Axis;
      readonly points: readonly {
        readonly name: string;
        readonly x: number;
        readonly y: number;
        readonly isOwn: boolean;
      }[];
    }
  | { readonly kind: 'tree'; readonly root: Branch }
  /** Variants that were made, each with its pictures. */
  | {
      readonly kind: 'variants';
      readonly items: readonly {
        readonly title: string;
        readonly detail: string;
        readonly altText: string;
        /** The variant of the campaign; null for one that is only shown. */
        readonly variant: { readonly id: string; readonly key: string } | null;
        readonly pictures: readonly {
          readonly ratio: string;
          readonly sha256: string;
          readonly width: number;
          readonly height: number;
        }[];
      }[];
    }
  /** A text before and after. */
  | { readonly kind: 'change'; readonly title: string; readonly before: string; readonly after: string };

export interface Line {
  readonly text: string;
  /** Ids of the facts it rests on. */
  readonly facts?: readonly string[];
  /** Set for what nobody has stated. */
  readonly isAssumed?: boolean;
}

export interface Axis {
  readonly name: string;
  readonly low: string;
  readonly high: string;
}

export interface Branch {
  readonly name: string;
  readonly detail?: string;
  readonly children: readonly Branch[];
}
