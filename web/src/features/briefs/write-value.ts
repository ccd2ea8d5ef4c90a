import { Scalar, stringify } from 'yaml';

/** What a form writes: a text, or texts and groups of them. */
export type Given = string | readonly Given[] | { readonly [key: string]: Given };

/** Where a value is going to stand. */
export interface Spot {
  readonly isJson: boolean;
  /** Inside of brackets or braces, where commas and brackets have a meaning. */
  readonly isFlow: boolean;
  /** The column of the key or of the dash it stands behind. */
  readonly column: number;
  /** How the value that stood here was quoted. */
  readonly type?: Scalar.Type | undefined;
  /** In JSON: a text of digits is written as a number. */
  readonly isNumber?: boolean | undefined;
  /** Lists on one line. */
  readonly isInline?: boolean | undefined;
  /** In quotation marks, whatever it is. */
  readonly isQuoted?: boolean | undefined;
  /** In JSON: what a level is set in by, and the indentation of the line. Empty on one line. */
  readonly step?: string | undefined;
  readonly margin?: string | undefined;
}

/** The value in quotation marks always, which every text can be written in. */
export const writeQuoted = (text: string): string => JSON.stringify(text);

/** What stands behind a colon or a dash, with the space or line end before it. */
export function writeValue(value: Given, spot: Spot): string {
  if (spot.isJson) return ` ${writeJson(value, spot)}`;
  if (typeof value === 'string') return ` ${writeText(value, spot)}`;
  if (spot.isFlow || (spot.isInline === true && isTexts(value))) return ` ${writeFlow(value, spot)}`;
  return `\n${writeBlock(value, spot.column + 2)}`;
}

/** What stands behind a dash: a group begins on the line of the dash. */
export function writeItem(value: Given, spot: Spot): string {
  if (typeof value === 'string' || spot.isFlow || spot.isJson) return writeValue(value, spot);
  return ` ${writeBlock(value, spot.column + 2).trimStart()}`;
}

/** One text, quoted as the one that stood there was, or only where it must be. */
export function writeText(text: string, spot: Spot): string {
  const { type, isFlow } = spot;
  if (spot.isQuoted === true || type === Scalar.QUOTE_DOUBLE) return writeQuoted(text);
  if (type === Scalar.QUOTE_SINGLE && !text.includes('\n')) return `'${text.replaceAll("'", "''")}'`;
  const isBlock = type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED || text.includes('\n');
  if (isBlock) {
    // A block cannot begin with a space or end with an empty line without further signs.
    if (isFlow || !/^\S[^]*\S$/.test(text)) return writeQuoted(text);
    const mark = type === Scalar.BLOCK_FOLDED && !text.includes('\n') ? '>-' : '|-';
    const margin = ' '.repeat(spot.column + 2);
    return [mark, ...text.split('\n').map((line) => (line === '' ? '' : margin + line))].join('\n');
  }
  // The server takes digits as they are written.
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text;
  const written = stringify(text, { lineWidth: 0, version: '1.2', schema: 'core' }).trimEnd();
  return isFlow && /^[^"'].*[,[\]{}]/.test(written) ? writeQuoted(text) : written;
}

export function writeJson(value: Given, spot: Spot): string {
  if (typeof value === 'string' && spot.isNumber === true && /^(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(value))
    return value;
  return JSON.stringify(value, null, spot.step).replaceAll('\n', `\n${spot.margin ?? ''}`);
}

export function writeFlow(value: Given, spot: Spot): string {
  if (typeof value === 'string') return writeText(value, { ...spot, isFlow: true, type: undefined });
  if (isTexts(value)) return `[${value.map((item) => writeFlow(item, spot)).join(', ')}]`;
  return `{ ${Object.entries(value)
    .map(([key, held]) => `${key}: ${writeFlow(held, spot)}`)
    .join(', ')} }`;
}

function writeBlock(value: Exclude<Given, string>, column: number): string {
  const margin = ' '.repeat(column);
  const spot: Spot = { isJson: false, isFlow: false, column };
  if (isTexts(value)) return value.map((item) => `${margin}-${writeItem(item, spot)}`).join('\n');
  return Object.entries(value)
    .map(([key, held]) => `${margin}${key}:${writeValue(held, spot)}`)
    .join('\n');
}

function isTexts(value: Given): value is readonly Given[] {
  return Array.isArray(value);
}
