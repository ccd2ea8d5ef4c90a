import * as z from 'zod/mini';

const factIds = z.optional(z.array(z.string()));
const line = z.object({ text: z.string(), facts: factIds, isAssumed: z.optional(z.boolean()) });
const axis = z.object({ name: z.string(), low: z.string(), high: z.string() });

export interface Branch {
  readonly name: string;
  readonly detail?: string | undefined;
  readonly children: readonly Branch[];
}
const branch: z.ZodMiniType<Branch> = z.object({
  name: z.string(),
  detail: z.optional(z.string()),
  children: z.lazy(() => z.array(branch)),
});

const block = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('heading'), text: z.string() }),
  z.object({ kind: z.literal('text'), text: z.string(), facts: factIds }),
  z.object({ kind: z.literal('list'), isOrdered: z.optional(z.boolean()), items: z.array(line) }),
  z.object({
    kind: z.literal('table'),
    caption: z.optional(z.string()),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  z.object({
    kind: z.literal('quadrants'),
    fields: z.array(z.object({ title: z.string(), items: z.array(line) })),
  }),
  z.object({
    kind: z.literal('map'),
    x: axis,
    y: axis,
    points: z.array(z.object({ name: z.string(), x: z.number(), y: z.number(), isOwn: z.boolean() })),
  }),
  z.object({ kind: z.literal('tree'), root: branch }),
  z.object({
    kind: z.literal('variants'),
    items: z.array(
      z.object({
        title: z.string(),
        detail: z.string(),
        altText: z.string(),
        variant: z.nullable(z.object({ id: z.string(), key: z.string() })),
        pictures: z.array(
          z.object({ ratio: z.string(), sha256: z.string(), width: z.number(), height: z.number() }),
        ),
      }),
    ),
  }),
  z.object({ kind: z.literal('change'), title: z.string(), before: z.string(), after: z.string() }),
]);
type KnownBlock = z.output<typeof block>;
export type BlockOf<Kind extends KnownBlock['kind']> = Extract<KnownBlock, { kind: Kind }>;
export type Line = z.output<typeof line>;

/** A block of a page, or one of a kind that this version of the dashboard does not know. */
export type Block = KnownBlock | { readonly kind: 'unknown'; readonly value: unknown };

/** The page of a run as blocks to draw. */
export function blocksOf(page: readonly unknown[]): Block[] {
  return page.map((value) => {
    const read = block.safeParse(value);
    return read.success ? read.data : { kind: 'unknown', value };
  });
}

/** The facts that blocks name, in the order in which one reads them: their places are their numbers. */
export function factsInOrder(blocks: readonly Block[]): string[] {
  return [...new Set(blocks.flatMap(factsOf))];
}

function factsOf(found: Block): readonly string[] {
  switch (found.kind) {
    case 'text':
      return found.facts ?? [];
    case 'list':
      return found.items.flatMap(({ facts = [] }) => facts);
    case 'quadrants':
      return found.fields.flatMap(({ items }) => items.flatMap(({ facts = [] }) => facts));
    default:
      return [];
  }
}

const product = z.object({
  summary: z.string(),
  method: z.string(),
  confidence: z.object({ level: z.enum(['low', 'medium', 'high']), because: z.string() }),
  missing: z.array(z.object({ what: z.string(), where: z.string(), gain: z.string() })),
  wouldChange: z.array(z.string()),
  next: z.array(z.string()),
});
export type ProductFrame = z.output<typeof product>;

/** What every work product says of itself; undefined where it says that in another form. */
export function frameOf(given: unknown): ProductFrame | undefined {
  const read = product.safeParse(given);
  return read.success ? read.data : undefined;
}

/** The text at a path of a work product's content, such as `moves.0.text`. */
export function textAt(content: unknown, path: string): string | undefined {
  const found = path
    .split('.')
    .reduce<unknown>(
      (value, step) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
      content,
    );
  return typeof found === 'string' ? found : undefined;
}

/** Whether every cell of a column is a figure, so that it stands to the right. */
export function isFigures(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => /^[-+–]?\d[\d.,]*( ?%)?$|^$/.test(cell.trim()));
}
