import { readFile } from 'node:fs/promises';
import { messageOf } from '#kernel/errors';
import { llmError } from '#llm/errors';
import { parseStructuredText } from '#platform/structured-text/parse-structured-text';
import {
  entryPlace,
  itemPlace,
  type Place,
  type Reading,
  startReading,
} from '#platform/structured-text/reading';
import { renderProblems } from '#platform/structured-text/render-problem';
import { reportSchemaIssues } from '#platform/structured-text/schema-problems';
import { plainValue } from '#platform/structured-text/source-node';
import { type SettingsDocument, settingsDocumentSchema } from './settings-document.ts';

/** Reads the models file; undefined when there is none. Throws `llm.settings_invalid` with line and column. */
export async function readModelsFile(path: string): Promise<SettingsDocument | undefined> {
  let content: Uint8Array;
  try {
    content = await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw llmError('llm.settings_invalid', { report: `${path}: ${messageOf(error)}` }, error);
  }
  const parsed = await parseStructuredText({ content, fileName: path });
  if (!parsed.ok)
    throw llmError('llm.settings_invalid', { report: renderProblems(parsed.problems, { fileName: path }) });
  const value = plainValue(parsed.root) ?? {};
  const result = settingsDocumentSchema.safeParse(value);
  if (result.success) return result.data;
  const reading = startReading(parsed.source, parsed.root);
  notePlaces(reading, reading.root);
  reportSchemaIssues(reading, settingsDocumentSchema, value);
  throw llmError('llm.settings_invalid', { report: renderProblems(reading.problems, { fileName: path }) });
}

/** Notes where every value stands, so that each issue of the schema has its line. */
function notePlaces(reading: Reading, place: Place): void {
  const { node } = place;
  if (node.kind === 'map')
    for (const entry of node.entries) notePlaces(reading, entryPlace(reading, place, entry));
  if (node.kind === 'list')
    for (const [index, item] of node.items.entries())
      notePlaces(reading, itemPlace(reading, place, index, item));
}
