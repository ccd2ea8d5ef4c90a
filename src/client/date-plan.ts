import type { z } from 'zod';
import type { DatePlan } from './revive-dates.ts';

type AnySchema = z.core.$ZodTypes;

/** Where an answer of this schema has dates; undefined: nowhere. Throws for a kind of schema that it does not know. */
export function datePlanOf(schema: z.core.$ZodType): DatePlan | undefined {
  const { def } = schema as AnySchema & { readonly def: AnySchema['_zod']['def'] };
  switch (def.type) {
    case 'date':
      return true;
    case 'nullable':
    case 'optional':
    case 'nonoptional':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
      return datePlanOf(def.innerType);
    case 'pipe':
      return datePlanOf(def.out);
    case 'array': {
      const item = datePlanOf(def.element);
      return item === undefined ? undefined : { items: item };
    }
    case 'record': {
      const value = datePlanOf(def.valueType);
      return value === undefined ? undefined : { values: value };
    }
    case 'object':
      return planOfFields(Object.entries(def.shape).map(([key, field]) => [key, datePlanOf(field)]));
    case 'union':
      return def.options.map(datePlanOf).reduce(merge, undefined);
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'null':
    case 'undefined':
    case 'void':
    case 'any':
    case 'unknown':
    case 'never':
    case 'enum':
    case 'literal':
    case 'template_literal':
    case 'file':
    // Of `z.json()`, the only one that refers to itself: it has no dates.
    case 'lazy':
      return undefined;
    default:
      throw new Error(`an answer of the API has a ${def.type}: say in date-plan.ts where it may hold dates`);
  }
}

function planOfFields(fields: readonly (readonly [string, DatePlan | undefined])[]): DatePlan | undefined {
  const dated = fields.filter((field): field is [string, DatePlan] => field[1] !== undefined);
  return dated.length === 0 ? undefined : { fields: Object.fromEntries(dated) };
}

/** What holds for one of several shapes: a field that is a date in one of them is no text in another. */
function merge(one: DatePlan | undefined, other: DatePlan | undefined): DatePlan | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  if (one === true || other === true) return true;
  if ('fields' in one && 'fields' in other) {
    const keys = [...new Set([...Object.keys(one.fields), ...Object.keys(other.fields)])];
    return planOfFields(keys.map((key) => [key, merge(one.fields[key], other.fields[key])]));
  }
  return one;
}
