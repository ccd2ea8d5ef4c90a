import { findPersonalData } from '#kernel/find-personal-data';
import { Secret } from '#kernel/secret';

/** Names of fields that hold secrets; `tokens` and `maxOutputTokens` are counts. */
const SECRET_NAME =
  /(pass(word|phrase)|secret|credential|authorization|cookie|private_?key|api_?key|access_?key|token)$/i;
/** Secrets known by their form, wherever they stand: our own keys, those of providers, bearer headers, key blocks. */
const SECRET_TEXT =
  /aicmo_[A-Za-z0-9_-]{43}|\b(?:sk|pk|rk)-[A-Za-z0-9_-]{16,}|\bAIza[A-Za-z0-9_-]{30,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bBearer\s+\S{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*/g;
const DEEPEST = 12;

/**
 * A copy as plain JSON without secrets (`[secret]`) and personal data (`[email]`, `[phone]`, …). Characters that no
 * JSON of the database holds are replaced, so that what is kept is what was hashed.
 */
export function maskValue(value: unknown, depth = 0): unknown {
  if (value instanceof Secret) return '[secret]';
  if (typeof value === 'string') return maskText(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value !== 'object' || value === null) return value ?? null;
  if (depth >= DEEPEST) return '[deeper]';
  if (Array.isArray(value)) return value.map((item) => maskValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      maskText(name),
      SECRET_NAME.test(name) && inner !== null ? '[secret]' : maskValue(inner, depth + 1),
    ]),
  );
}

function maskText(text: string): string {
  const plain = text.toWellFormed().replaceAll('\0', '\uFFFD').replaceAll(SECRET_TEXT, '[secret]');
  let masked = '';
  let at = 0;
  for (const { kind, start, end } of findPersonalData(plain)) {
    masked += `${plain.slice(at, start)}[${kind.toLowerCase()}]`;
    at = end;
  }
  return masked + plain.slice(at);
}
