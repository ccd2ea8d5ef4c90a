import type { FieldSchema } from './schema-field.tsx';

/** The part of JSON Schema that a form of records in records shows. */
export interface RecordSchema extends Omit<FieldSchema, 'items'> {
  readonly properties?: Readonly<Record<string, RecordSchema>>;
  readonly required?: readonly string[];
  readonly items?: RecordSchema;
  readonly maxItems?: number;
}

/** How a part of a schema is shown; `json`: as text, because no field fits it. */
export function shapeOf(schema: RecordSchema): 'plain' | 'choices' | 'record' | 'records' | 'json' {
  const { type, items, properties } = schema;
  if (type === 'object') return properties === undefined ? 'json' : 'record';
  if (type === 'array') {
    if (items?.type === 'object' && items.properties !== undefined) return 'records';
    if (items?.type !== 'string') return 'json';
    return items.enum === undefined ? 'plain' : 'choices';
  }
  if (schema.enum !== undefined)
    return schema.enum.every((one) => typeof one === 'string') ? 'plain' : 'json';
  return type === 'string' || type === 'number' || type === 'integer' || type === 'boolean'
    ? 'plain'
    : 'json';
}

/** A record of a schema as it begins: what has a default. */
export function startOfRecord(schema: RecordSchema): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).flatMap(([name, part]) =>
      part.default === undefined ? [] : [[name, part.default]],
    ),
  );
}
