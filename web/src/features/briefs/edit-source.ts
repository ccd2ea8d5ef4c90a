import { isMap, isScalar, type Node, YAMLSeq } from 'yaml';
import { cutEdit, type Edit } from './cut-edit.ts';
import {
  type Collection,
  collectionAt,
  isCollection,
  nodeAt,
  parseSource,
  sayingOf,
  type SourceDocument,
} from './source-document.ts';

/**
 * The document after a change. The text around it stays as it is, byte for byte, where the change can be cut into it
 * and reads as meant; otherwise the yaml library writes the document anew, which keeps comments, order and quotes.
 */
export function editSource(source: SourceDocument, edit: Edit): SourceDocument {
  const fileName = source.isJson ? 'brief.json' : 'brief.yaml';
  const wanted = parseSource(source.text, fileName);
  if (wanted === undefined) throw new Error('Only a text that was read can be changed');
  const { doc } = wanted;
  changeNodes(doc, edit);
  const saying = JSON.stringify(sayingOf(doc.contents));
  const written = [
    () => cutEdit(source, edit),
    () => cutEdit(source, { ...edit, isQuoted: true }),
    () => (source.isJson ? undefined : doc.toString({ lineWidth: 0 })),
  ];
  for (const write of written) {
    const text = write();
    const read = text === undefined ? undefined : parseSource(text, fileName);
    if (read !== undefined && JSON.stringify(sayingOf(read.doc.contents)) === saying) return read;
  }
  throw new Error(`The change could not be written: ${edit.kind}`);
}

function changeNodes(doc: SourceDocument['doc'], edit: Edit): void {
  const at = edit.path.at(-1) ?? 0;
  if (edit.kind === 'insert') {
    const holder = nodeAt(doc, edit.path);
    if (!isCollection(holder)) {
      // The document is empty.
      doc.contents = doc.createNode({ [edit.key ?? '']: edit.value }) as unknown as typeof doc.contents;
    } else if (isMap(holder)) {
      holder.items.splice(edit.index, 0, doc.createPair(edit.key, edit.value) as never);
    } else holder.items.splice(edit.index, 0, doc.createNode(edit.value) as Node);
    return;
  }
  const holder = collectionAt(doc, edit.path.slice(0, -1));
  if (edit.kind === 'remove') holder.items.splice(at, 1);
  else if (edit.kind === 'swap')
    holder.items.splice(at, 2, ...(holder.items.slice(at, at + 2).reverse() as never[]));
  else {
    const before = nodeAt(doc, edit.path);
    const node = doc.createNode(edit.value) as Node;
    if (edit.kind === 'wrap') {
      const list = new YAMLSeq<Node | null>(doc.schema);
      list.items.push(before, node);
      setChild(holder, at, list);
      return;
    }
    if (isScalar(node) && isScalar(before)) {
      node.comment = before.comment ?? null;
      node.commentBefore = before.commentBefore ?? null;
    }
    setChild(holder, at, node);
  }
}

function setChild(holder: Collection, index: number, node: Node): void {
  if (!isMap(holder)) {
    holder.items[index] = node;
    return;
  }
  const pair = holder.items[index];
  if (pair !== undefined) pair.value = node;
}
