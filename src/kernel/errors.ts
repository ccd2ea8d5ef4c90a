/** How one error code behaves everywhere: HTTP status, CLI exit code, retry decision and sentence derive from it. */
export interface ErrorSpec {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** One plain sentence or two: what happened and what to do. `{name}` is filled from the details. */
  readonly message: string;
}

export type ErrorDetails = Readonly<Record<string, unknown>>;

const catalogue = new Map<string, ErrorSpec>();

/** The error every part of the house throws for a broken expectation. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly details: ErrorDetails;
  readonly status: number;
  readonly retryable: boolean;

  constructor(code: string, details: ErrorDetails = {}, cause?: unknown) {
    const spec = catalogue.get(code);
    if (spec === undefined) throw new Error(`error code ${code} is not in the catalogue`);
    super(fillMessage(spec.message, details), cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
    this.status = spec.status;
    this.retryable = spec.retryable;
  }
}

/**
 * Adds a module's codes to the catalogue, once, and returns the function that makes its errors.
 * Throws when a code is declared twice.
 */
export function defineErrors<const Specs extends Readonly<Record<string, ErrorSpec>>>(
  specs: Specs,
): (code: keyof Specs & string, details?: ErrorDetails, cause?: unknown) => AppError {
  for (const [code, spec] of Object.entries(specs)) {
    if (catalogue.has(code)) throw new Error(`error code ${code} is declared twice`);
    catalogue.set(code, spec);
  }
  return (code, details, cause) => new AppError(code, details, cause);
}

/** Every declared code with its behaviour, by code; the source of docs/reference/errors.md. */
export function listErrorSpecs(): readonly (readonly [string, ErrorSpec])[] {
  return [...catalogue.entries()].toSorted(([a], [b]) => a.localeCompare(b));
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function fillMessage(template: string, details: ErrorDetails): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    if (value === undefined) return whole;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}
