import { type ChainHead, type ChainLink, numberOf } from './chain.ts';

/** The first line of an export. */
export interface ExportStart {
  readonly format: 'aicmo-audit';
  readonly version: 1;
  readonly workspaceId: string;
}

/** What a line of an export is. */
export type ExportLine =
  | { readonly kind: 'start'; readonly start: ExportStart }
  | { readonly kind: 'link'; readonly link: ChainLink }
  | { readonly kind: 'head'; readonly head: ChainHead };

const LINK = /^\{"hash":"([0-9a-f]{64})","previousHash":"([0-9a-f]{64})","record":(\{.*\})\}$/s;

export function writeStart(workspaceId: string): string {
  return JSON.stringify({ format: 'aicmo-audit', version: 1, workspaceId } satisfies ExportStart);
}

/** A link as a line: JSON in which the record stands byte for byte as it was hashed. */
export function writeLink({ hash, previousHash, record }: ChainLink): string {
  return `{"hash":"${hash}","previousHash":"${previousHash}","record":${record}}`;
}

export function writeHead({ hash, sequence }: ChainHead): string {
  return JSON.stringify({ head: { hash, sequence } });
}

/** Reads a line of an export; undefined where it is none. */
export function readExportLine(text: string): ExportLine | undefined {
  const link = LINK.exec(text);
  if (link !== null) {
    const [, hash = '', previousHash = '', record = ''] = link;
    return { kind: 'link', link: { sequence: numberOf(record) ?? 0, hash, previousHash, record } };
  }
  try {
    return readOther(JSON.parse(text) as Partial<ExportStart> & { head?: Partial<ChainHead> });
  } catch {
    return undefined;
  }
}

function readOther(value: Partial<ExportStart> & { head?: Partial<ChainHead> }): ExportLine | undefined {
  const { format, version, workspaceId, head } = value;
  if (format === 'aicmo-audit' && version === 1 && typeof workspaceId === 'string')
    return { kind: 'start', start: { format, version, workspaceId } };
  if (typeof head?.sequence !== 'number' || typeof head.hash !== 'string') return undefined;
  return { kind: 'head', head: { sequence: head.sequence, hash: head.hash } };
}
