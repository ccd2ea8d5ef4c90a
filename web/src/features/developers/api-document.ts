import type { Fresh } from '#kernel/operation';
import { failureOf } from '#client/client';
import { send } from '../../lib/send.ts';

/** The part of JSON Schema that the reference shows. */
export interface ApiSchema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly items?: ApiSchema;
  readonly anyOf?: readonly ApiSchema[];
  readonly oneOf?: readonly ApiSchema[];
  readonly additionalProperties?: ApiSchema | boolean;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly schema: ApiSchema;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: ApiSchema }>>;
}

/** An operation as the document of the API describes it. */
interface Described {
  readonly operationId: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: Content;
  readonly responses?: Readonly<Record<string, Content>>;
  readonly 'x-needs': string;
  readonly 'x-effect': string;
  readonly 'x-fresh'?: Fresh;
}

export interface ApiDocument {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

export interface ApiOperation {
  readonly id: string;
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly needs: string;
  readonly effect: string;
  readonly fresh: Fresh | undefined;
  readonly parameters: readonly ApiParameter[];
  readonly body: ApiSchema | undefined;
  /** Of a body that is no JSON, such as a file: the console cannot send it. */
  readonly otherBody: string | undefined;
  readonly answer: ApiSchema | undefined;
}

/** Every operation of the document, by tag in the order of the document. */
export function operationsOf(document: ApiDocument): Map<string, ApiOperation[]> {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operationOf(path, method, described)),
  );
  return Map.groupBy(all, ({ tag }) => tag);
}

function operationOf(path: string, method: string, described: Described): ApiOperation {
  const request = described.requestBody?.content ?? {};
  const good = Object.entries(described.responses ?? {}).find(([status]) => status.startsWith('2'));
  return {
    id: described.operationId,
    tag: described.tags?.[0] ?? 'Other',
    method: method.toUpperCase(),
    path,
    summary: described.summary ?? described.operationId,
    needs: described['x-needs'],
    effect: described['x-effect'],
    fresh: described['x-fresh'],
    parameters: described.parameters ?? [],
    body: request['application/json']?.schema,
    otherBody: 'application/json' in request ? undefined : Object.keys(request)[0],
    answer: good?.[1].content?.['application/json']?.schema,
  };
}

/** Loads the document that the server makes of its own contract. */
export async function loadDocument(): Promise<ApiDocument> {
  const answer = await send('/api/v1/openapi.json');
  if (!answer.ok) throw failureOf(await answer.json().catch(() => null), answer.status);
  return (await answer.json()) as ApiDocument;
}

/** The type of a schema in words: `text (date-time) or null`. */
export function typeWords(schema: ApiSchema): string {
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return [...new Set(either.map(typeWords))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.type === 'array')
    return `list of ${schema.items === undefined ? 'anything' : typeWords(schema.items)}`;
  const type = [schema.type ?? 'anything'].flat().join(' or ');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

/** The fields below a schema, through lists and alternatives. */
export function fieldsBelow(
  schema: ApiSchema,
): readonly { name: string; schema: ApiSchema; isRequired: boolean }[] {
  if (schema.properties !== undefined) {
    const required = new Set(schema.required);
    return Object.entries(schema.properties).map(([name, inner]) => ({
      name,
      schema: inner,
      isRequired: required.has(name),
    }));
  }
  if (schema.items !== undefined) return fieldsBelow(schema.items);
  return (schema.anyOf ?? schema.oneOf ?? []).flatMap(fieldsBelow);
}
