import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { z } from 'zod';
import type { Prompt } from '#llm/model';
import type { Target } from '#llm/settings/settings';
import { extractJson } from './extract-json.ts';

/** The form an answer must have. */
export interface Form<Value> {
  /** Letters, digits and underscores: some providers name the schema. */
  readonly name: string;
  readonly schema: z.ZodType<Value>;
  /** What the schema cannot say, such as "at least 3 different angles"; a sentence when it does not hold. */
  readonly check?: (value: Value) => string | undefined;
}

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string };

/** Reads a value of the form out of an answer. */
export function readForm<Value>(form: Form<Value>, text: string): Read<Value> {
  const json = extractJson(text);
  if (json === undefined)
    return { ok: false, problem: 'The answer holds no JSON object that can be parsed.' };
  const parsed = form.schema.safeParse(json);
  if (!parsed.success) return { ok: false, problem: describeIssues(parsed.error) };
  const problem = form.check?.(parsed.data);
  return problem === undefined ? { ok: true, value: parsed.data } : { ok: false, problem };
}

function describeIssues(error: z.ZodError): string {
  const lines = error.issues.slice(0, 12).map((issue) => {
    const path = issue.path.map(String).join('.');
    return `- ${path === '' ? 'the answer' : path}: ${issue.message}`;
  });
  return lines.join('\n');
}

/** How a target is told the form: by the provider's own schema, by JSON mode, or in words alone. */
export function askForForm(
  form: Form<unknown>,
  target: Pick<Target, 'structured'>,
  prompt: Prompt,
): Pick<LanguageModelV4CallOptions, 'prompt' | 'responseFormat'> {
  const schema = jsonSchemaOf(form);
  if (target.structured === 'schema')
    return { prompt, responseFormat: { type: 'json', schema: schema as never, name: form.name } };
  const words = `Answer with one JSON object and nothing else. It must match this JSON schema:\n${JSON.stringify(schema)}`;
  const told: Prompt = [{ role: 'system', content: words }, ...prompt];
  return target.structured === 'json' ? { prompt: told, responseFormat: { type: 'json' } } : { prompt: told };
}

/** The one repair turn: the answer, and what is wrong with it. */
export function askForRepair(prompt: Prompt, failed: { text: string; problem: string }): Prompt {
  const words = `That answer does not have the wanted form:\n${failed.problem}\nAnswer again with the whole corrected JSON object and nothing else.`;
  return [
    ...prompt,
    { role: 'assistant', content: [{ type: 'text', text: failed.text.slice(0, 20_000) || '(no text)' }] },
    { role: 'user', content: [{ type: 'text', text: words }] },
  ];
}

const schemas = new WeakMap<z.ZodType, object>();

/** The JSON schema of a form, made once. Strict modes want every object closed. */
export function jsonSchemaOf(form: Form<unknown>): object {
  const known = schemas.get(form.schema);
  if (known !== undefined) return known;
  const { $schema: _unused, ...schema } = z.toJSONSchema(form.schema, { target: 'draft-7', io: 'output' });
  schemas.set(form.schema, schema);
  return schema;
}
