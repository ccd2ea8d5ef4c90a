import { z } from 'zod';

/** Schemas around another one, which says what the value is. */
const WRAPPERS = [
  z.ZodNullable,
  z.ZodOptional,
  z.ZodExactOptional,
  z.ZodReadonly,
  z.ZodDefault,
  z.ZodPrefault,
] as const;

/**
 * Turns the times of a JSON answer into dates, where the schema of the answer has dates. Of a union it takes the first
 * schema that the value fits; where none fits, the value stays as it came.
 */
export function reviveDates(schema: unknown, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (schema instanceof z.ZodDate) return typeof value === 'string' ? new Date(value) : value;
  if (WRAPPERS.some((kind) => schema instanceof kind))
    return reviveDates((schema as z.ZodNullable).unwrap(), value);
  if (schema instanceof z.ZodUnion) return reviveOption(schema.options, value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => reviveDates(schema.element, item));
  }
  if (schema instanceof z.ZodTuple && Array.isArray(value)) {
    const { items, rest } = schema.def;
    return value.map((item, index) => reviveDates(items[index] ?? rest, item));
  }
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Readonly<Record<string, unknown>>;
    return mapFields(value, (key, inner) =>
      Object.hasOwn(shape, key) ? reviveDates(shape[key], inner) : inner,
    );
  }
  if (schema instanceof z.ZodRecord)
    return mapFields(value, (_key, inner) => reviveDates(schema.valueType, inner));
  return value;
}

function reviveOption(options: readonly unknown[], value: unknown): unknown {
  for (const option of options) {
    const revived = reviveDates(option, value);
    if (option instanceof z.ZodType && option.safeParse(revived).success) return revived;
  }
  return value;
}

function mapFields(value: object, map: (key: string, inner: unknown) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(key, inner)]));
}
