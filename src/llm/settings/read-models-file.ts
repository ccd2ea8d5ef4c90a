import { readFile } from 'node:fs/promises';
import { messageOf } from '#kernel/errors';
import { llmError } from '#llm/errors';
import { readBySchema } from '#platform/structured-text/read-by-schema';
import { renderProblems } from '#platform/structured-text/render-problem';
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
  const read = await readBySchema(settingsDocumentSchema, { content, fileName: path });
  if (read.ok) return read.value;
  throw llmError('llm.settings_invalid', { report: renderProblems(read.problems, { fileName: path }) });
}
