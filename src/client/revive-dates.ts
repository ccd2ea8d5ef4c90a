/** Where a JSON value holds dates: it is one itself, its items, its values of any key, or its fields of these names. */
export type DatePlan =
  | true
  | { readonly items: DatePlan }
  | { readonly values: DatePlan }
  | { readonly fields: Readonly<Record<string, DatePlan>> };

/** Turns the times of a JSON answer (ISO 8601) into dates, where the plan has them. */
export function reviveDates(plan: DatePlan | undefined, value: unknown): unknown {
  if (plan === undefined || value === null || value === undefined) return value;
  if (plan === true) return dateOf(value);
  if (typeof value !== 'object') return value;
  if ('items' in plan)
    return Array.isArray(value) ? value.map((item) => reviveDates(plan.items, item)) : value;
  const entries = Object.entries(value);
  if ('values' in plan)
    return Object.fromEntries(entries.map(([key, inner]) => [key, reviveDates(plan.values, inner)]));
  return Object.fromEntries(
    entries.map(([key, inner]) => [
      key,
      Object.hasOwn(plan.fields, key) ? reviveDates(plan.fields[key], inner) : inner,
    ]),
  );
}

/** A date, or the value as it came: one of several shapes may be a word, such as `never`. */
function dateOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? value : date;
}
