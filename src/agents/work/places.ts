/** The text at a path such as `pillars.0.claim`, or with `object` whatever stands there; undefined where there is none. */
export function readPlace(value: unknown, path: string): string | undefined;
export function readPlace(value: unknown, path: string, what: 'object'): unknown;
export function readPlace(value: unknown, path: string, what: 'text' | 'object' = 'text'): unknown {
  const found =
    path === '' ? value : path.split('.').reduce<unknown>((inner, key) => childOf(inner, key), value);
  return what === 'object' || typeof found === 'string' ? found : undefined;
}

/** The same value with another text at a path that has one. */
export function writePlace(value: unknown, path: string, text: string): unknown {
  const [key = '', ...rest] = path.split('.');
  const next = rest.length === 0 ? text : writePlace(childOf(value, key), rest.join('.'), text);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? next : item));
  return { ...(value as object), [key]: next };
}

function childOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
