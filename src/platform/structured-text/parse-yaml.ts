import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  Parser,
  type Document,
  type Node,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { positionAt } from './excerpt.ts';
import { checkCharacters, checkKey, clip, createBudget, fail, failDepth } from './parse-budget.ts';
import { MAX_ALIASES, MAX_DEPTH } from './parse-budget.ts';
import type { SourceEntry, SourceNode } from './source-node.ts';
import type { SourceText } from './source-text.ts';
import { explainYamlError } from './yaml-error.ts';

type Token = ReturnType<Parser['parse']> extends Generator<infer T> ? T : never;

/**
 * One YAML 1.2 document (core schema) with the place of every value; throws ParseFault. No tags, no merge
 * keys, aliases bounded. Duplicate keys are looked for here in one pass: the library's own check is quadratic.
 */
export function parseYaml(source: SourceText): SourceNode {
  const tokens: Token[] = [...new Parser(new LineCounter().addNewLine).parse(source.text)];
  refuseDeepTokens(tokens);
  const composer = new Composer({
    version: '1.2',
    schema: 'core',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    logLevel: 'silent',
  });
  const documents = composer.compose(tokens, true, source.text.length);
  const first = documents.next().value as Document.Parsed;
  const fault = first.errors[0] ?? first.warnings[0];
  if (fault !== undefined) explainYamlError(source.text, fault);
  const second = documents.next();
  if (second.done !== true) {
    const start = second.value.range[0];
    const message = 'A second document starts here; one file holds one.';
    fail('yaml.several_documents', start, start + 3, message, 'Remove the --- line, or make two files.');
  }
  if (first.contents === null || (isScalar(first.contents) && first.contents.source === '')) {
    fail('file.empty', 0, 1, 'The file holds only comments.', 'Write the document, or remove the file.');
  }
  return convertDocument(source, first.contents);
}

function refuseDeepTokens(tokens: readonly Token[]): void {
  const stack: { token: unknown; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { token, depth } = entry;
    if (typeof token !== 'object' || token === null) continue;
    const offset = 'offset' in token && typeof token.offset === 'number' ? token.offset : 0;
    if (depth > MAX_DEPTH + 1) failDepth(offset);
    if ('value' in token) stack.push({ token: token.value, depth });
    if (!('items' in token) || !Array.isArray(token.items)) continue;
    for (const item of token.items as { key?: unknown; value?: unknown }[]) {
      stack.push({ token: item.key, depth: depth + 1 }, { token: item.value, depth: depth + 1 });
    }
  }
}

interface Conversion {
  readonly source: SourceText;
  readonly anchors: Map<string, Node>;
  readonly open: Set<Node>;
  readonly spend: (depth: number, start: number) => void;
  aliases: number;
}

function convertDocument(source: SourceText, root: Node): SourceNode {
  const conversion: Conversion = {
    source,
    anchors: new Map(),
    open: new Set(),
    spend: createBudget().spend,
    aliases: 0,
  };
  return convert(conversion, root, 0);
}

function convert(conversion: Conversion, node: Node, depth: number): SourceNode {
  const start = node.range?.[0] ?? 0;
  const end = node.range?.[1] ?? start;
  conversion.spend(depth, start);
  if (isAlias(node)) return convertAlias(conversion, node.source, start, depth);
  if (
    node.tag !== undefined &&
    !/^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/.test(node.tag)
  ) {
    fail('yaml.tag', start, end, `The tag ${clip(node.tag)} is not understood.`, 'Remove the tag.');
  }
  if (node.anchor !== undefined) conversion.anchors.set(node.anchor, node);
  conversion.open.add(node);
  try {
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(conversion, item as Node, depth + 1));
      return { kind: 'list', items, start, end };
    }
    if (isMap(node)) return { kind: 'map', entries: convertEntries(conversion, node, depth), start, end };
    return convertScalar(node, start, end);
  } finally {
    conversion.open.delete(node);
  }
}

function convertScalar(node: Scalar, start: number, end: number): SourceNode {
  const { value } = node;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const message = `${node.source ?? 'This'} is not a number that can be used.`;
    fail('text.number', start, end, message, 'Write a finite number, or put the text in quotation marks.');
  }
  if (typeof value === 'string') {
    checkCharacters(value, { start, end });
    return { kind: 'scalar', value, written: value, start, end };
  }
  const isSimple = typeof value === 'number' || typeof value === 'boolean' || value === null;
  if (!isSimple) fail('yaml.value', start, end, 'This value is not understood.', 'Write a text or a number.');
  return { kind: 'scalar', value, written: node.source ?? '', start, end };
}

function convertEntries(conversion: Conversion, map: YAMLMap, depth: number): SourceEntry[] {
  const seen = new Map<string, number>();
  const lineOf = (offset: number): number => positionAt(conversion.source, offset).line;
  return map.items.map((pair) => {
    const keyNode = pair.key as Node | null;
    const keyStart = keyNode?.range?.[0] ?? map.range?.[0] ?? 0;
    const keyEnd = keyNode?.range?.[1] ?? keyStart + 1;
    const isWord = isScalar(keyNode) && keyNode.value !== null;
    if (!isWord) {
      fail('yaml.key', keyStart, keyEnd, 'A key must be a word or a text.', 'Write `key: value`.');
    }
    const key = typeof keyNode.value === 'string' ? keyNode.value : (keyNode.source ?? String(keyNode.value));
    if (key === '<<') {
      const message = 'Merge keys (<<) are not supported.';
      fail('yaml.merge_key', keyStart, keyEnd, message, 'Write the keys out in each group.');
    }
    checkKey(seen, key, { start: keyStart, end: keyEnd }, lineOf);
    const value = pair.value as Node | null;
    if (value !== null) {
      return { key, keyStart, keyEnd, value: convert(conversion, value, depth + 1) };
    }
    conversion.spend(depth + 1, keyStart);
    const empty: SourceNode = { kind: 'scalar', value: null, written: '', start: keyEnd, end: keyEnd };
    return { key, keyStart, keyEnd, value: empty };
  });
}

function convertAlias(conversion: Conversion, name: string, start: number, depth: number): SourceNode {
  const end = start + name.length + 1;
  const target = conversion.anchors.get(name);
  if (target === undefined) {
    const message = `*${clip(name)} refers to something that is not there.`;
    const hint = `A text that starts with * must be in quotation marks: "*${clip(name)}".`;
    fail('yaml.alias_unknown', start, end, message, hint);
  }
  if (conversion.open.has(target)) {
    fail('yaml.alias_circle', start, end, `*${clip(name)} refers to itself.`, 'Write the value out.');
  }
  conversion.aliases += 1;
  if (conversion.aliases > MAX_ALIASES) {
    const message = `More than ${MAX_ALIASES} aliases (*name) are used.`;
    fail('yaml.too_many_aliases', start, end, message, 'Write the values out.');
  }
  return convert(conversion, target, depth);
}
