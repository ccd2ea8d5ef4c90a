import { z } from 'zod';

/** Turns the times of a JSON answer into dates, where the schema of the answer has dates. */
export function reviveDates(schema: unknown, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (schema instanceof z.ZodDate) return typeof value === 'string' ? new Date(value) : value;
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return reviveDates(schema.unwrap(), value);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => reviveDates(schema.element, item));
  }
  if (schema instanceof z.ZodObject && typeof value === 'object') {
    const shape = schema.shape as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        key in shape ? reviveDates(shape[key], inner) : inner,
      ]),
    );
  }
  return value;
}
