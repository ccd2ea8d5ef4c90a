import type { z } from 'zod';
import { parseStructuredText, type StructuredTextInput } from './parse-structured-text.ts';
import type { Problem } from '#kernel/text-problem';
import { entryPlace, itemPlace, type Place, type Reading, startReading } from './reading.ts';
import { reportSchemaIssues } from './schema-problems.ts';
import { plainValue } from './source-node.ts';

export type ReadBySchema<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads YAML or JSON whose keys are those of a schema; every problem comes back with the line of its value. */
export async function readBySchema<Value>(
  schema: z.ZodType<Value>,
  input: StructuredTextInput,
): Promise<ReadBySchema<Value>> {
  const parsed = await parseStructuredText(input);
  if (!parsed.ok) return parsed;
  const value = plainValue(parsed.root) ?? {};
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const reading = startReading(parsed.source, parsed.root);
  notePlaces(reading, reading.root);
  reportSchemaIssues(reading, schema, value);
  return { ok: false, problems: reading.problems };
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
