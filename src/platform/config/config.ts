import { resolve } from 'node:path';
import { z } from 'zod';
import { defineErrors } from '#kernel/errors';
import { Secret } from '#kernel/secret';
import { isNetwork } from '#platform/http/rate-limit/client-address';
import { isLimit, LIMIT_FORM, parseLimit } from '#platform/http/rate-limit/limit';
import type { RateLimits } from '#platform/http/rate-limit/limit-class';

const configError = defineErrors({
  'config.invalid': {
    status: 500,
    retryable: false,
    message: 'The configuration is not usable: {problems}. docs/reference/config.md lists every key.',
  },
});

const milliseconds = (initial: number) => z.coerce.number().int().min(10).default(initial);
const count = (initial: number, max: number) => z.coerce.number().int().min(1).max(max).default(initial);
const folder = (initial: string) => z.string().min(1).default(initial);

const key = (of: string) => z.string().min(8).optional().describe(`Key of ${of}.`);

/** Initial limits of requests; whoever sits at this machine has room enough never to meet one. */
const INITIAL_LIMITS = {
  api: '1200/1m',
  v1: '600/1m',
  metrics: '60/1m',
  admin: '600/1h',
  sign_in: '30/5m',
  account: '10/15m',
} as const;
const LOCAL_LIMIT = '1000/10s';

const rate = (of: string, initial: string) =>
  z
    .string()
    .refine(isLimit, LIMIT_FORM)
    .optional()
    .describe(
      `Most requests ${of}, per API key or else per address, such as ${initial}; or off. Not set: ${initial}, and ${LOCAL_LIMIT} for callers on this machine without a key. What is set holds for all (OPS-4).`,
    );

/** Every key of the environment that AICMO reads, with what it does. The source of docs/reference/config.md. */
export const configSchema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgresql://')
    .refine((url) => URL.canParse(url), 'must look like postgresql://user:password@host:5432/name')
    .optional()
    .describe('PostgreSQL 15 to 18 to use. Without it the embedded PostgreSQL is started under AICMO_HOME.'),
  AICMO_HOME: folder('.aicmo').describe('Folder of everything AICMO keeps: embedded database, media files.'),
  AICMO_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address to listen on. Beyond this machine only with AICMO_PUBLIC_URL (https) and either a certificate (AICMO_TLS_CERT) or a proxy (AICMO_TRUSTED_PROXIES).',
    ),
  AICMO_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(7400)
    .describe('Port to listen on; 0 takes a free one.'),
  AICMO_BRIEFS_DIR: folder('campaign_briefs').describe('Folder watched for briefs (BRF-1).'),
  AICMO_BRANDS_DIR: folder('examples/brands').describe(
    'Folder of brand kits that `aicmo serve` imports when they are new or changed.',
  ),
  AICMO_OUTPUT_DIR: folder('output').describe('Folder of finished creatives (CRE-8).'),
  AICMO_ALERTS_DIR: folder('alerts').describe('Folder of alerts as JSON files (ALR-1).'),
  AICMO_LOGS_DIR: folder('logs').describe('Folder of log files, one JSON object a line (ALR-2).'),
  AICMO_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('Least level that is logged.'),
  AICMO_SCAN_INTERVAL_MS: milliseconds(30_000).describe(
    'Time between full scans of the briefs folder, in milliseconds.',
  ),
  AICMO_MIN_VARIANTS: count(3, 1000).describe(
    'Fewer variants than this (or than a smaller target) in a cell make the alert HIGH, otherwise MEDIUM (CRE-7).',
  ),
  EXECUTION_DRY_RUN: z
    .enum(['true', 'false'])
    .default('true')
    .describe('Whether doing a task is a preview where nobody says otherwise (EXE-2).'),
  AICMO_FETCH_PAGES: z
    .enum(['on', 'off'])
    .default('off')
    .describe(
      'Whether a page on the internet is read when somebody asks for it, to be a source of competitive analysis; `on` or `off`. Nothing reads pages by itself (EXE-2).',
    ),
  AICMO_MIN_DIVERSITY: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .describe('Least effective variants as a share of the target before low diversity is flagged (CRE-7).'),
  AICMO_RENDER_LANES: count(2, 16).describe('Pictures rendered side by side in one process.'),
  AICMO_CAMPAIGN_CONCURRENCY: count(2, 64).describe('Campaigns generated side by side in one process.'),
  AICMO_STEP_RETRIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(20)
    .default(3)
    .describe('How often a failed generation step is tried again (CRE-1).'),
  AICMO_STEP_TIMEOUT_MS: milliseconds(120_000).describe(
    'Longest time of one generation step or provider call, in milliseconds (CRE-1).',
  ),
  AICMO_LEASE_MS: milliseconds(5_000).describe(
    "After this time without a sign of life another process takes over a dead one's work.",
  ),
  AICMO_DRAIN_MS: milliseconds(20_000).describe(
    'Longest wait for running work at shutdown, in milliseconds.',
  ),
  AICMO_DISK_MIN_FREE_MB: z.coerce
    .number()
    .int()
    .min(0)
    .default(500)
    .describe('Less free disk than this raises an alert, in MB.'),
  AICMO_RUN_RETENTION_DAYS: count(30, 3650).describe('Days that the records of finished runs are kept.'),
  AICMO_MODELS_FILE: folder('models.yaml').describe(
    'File of providers, models and use cases (docs/guides/connect-a-model.md). Without it the keys alone decide.',
  ),
  AICMO_MASTER_KEY: z
    .string()
    .optional()
    .describe(
      'Key under which secrets are sealed: 32 bytes in base64 (`openssl rand -base64 32`). Several with commas between them while it is rotated, the new one first. Without it, the file master.key in AICMO_HOME, which the first start makes (SEC-3).',
    ),
  AICMO_KEY_GOOGLE: key('the provider `google` (Gemini)'),
  AICMO_KEY_OPENAI: key('the provider `openai`'),
  AICMO_KEY_ANTHROPIC: key('the provider `anthropic`'),
  AICMO_KEY_OPENROUTER: key(
    'the provider `openrouter`. Any `AICMO_KEY_<NAME>` is the key of the provider of that name in the models file',
  ),
  AICMO_RATE_API: rate('to the API, MCP and the pages in any span of the time', INITIAL_LIMITS.api),
  AICMO_RATE_V1: rate('to /v1, and for operations that cost money', INITIAL_LIMITS.v1),
  AICMO_RATE_METRICS: rate('for status and figures', INITIAL_LIMITS.metrics),
  AICMO_RATE_ADMIN: rate('that manage keys, models and budgets', INITIAL_LIMITS.admin),
  AICMO_RATE_SIGN_IN: z
    .string()
    .refine(isLimit, LIMIT_FORM)
    .default(INITIAL_LIMITS.sign_in)
    .describe('Most sign-ins, set-ups and acceptances of invitations from one address; or off (OPS-4).'),
  AICMO_RATE_ACCOUNT: z
    .string()
    .refine(isLimit, LIMIT_FORM)
    .default(INITIAL_LIMITS.account)
    .describe('Most attempts on one account, from whatever address they come; or off (SEC-1).'),
  AICMO_PUBLIC_URL: z
    .string()
    .refine(
      (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol),
      'must look like https://aicmo.example.com',
    )
    .refine((url) => new URL(url).pathname === '/' && new URL(url).search === '', 'must have no path')
    .transform((url) => new URL(url).origin)
    .optional()
    .describe(
      'The address under which people reach AICMO, such as https://aicmo.example.com. Needed to listen beyond this machine; links are made with it.',
    ),
  AICMO_TLS_CERT: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of the certificate (PEM, with its chain). With AICMO_TLS_KEY the server speaks HTTPS itself.',
    ),
  AICMO_TLS_KEY: z.string().min(1).optional().describe('File of the key of the certificate (PEM).'),
  AICMO_OIDC_ISSUER: z
    .string()
    .refine((url) => URL.canParse(url), 'must look like https://id.example.com')
    .optional()
    .describe('Identity provider (OpenID Connect) by which people may sign in. Needs AICMO_PUBLIC_URL.'),
  AICMO_OIDC_CLIENT_ID: z.string().min(1).optional().describe('Id of AICMO at the identity provider.'),
  AICMO_OIDC_CLIENT_SECRET: z
    .string()
    .min(1)
    .optional()
    .describe('Secret of AICMO at the identity provider.'),
  AICMO_OIDC_NAME: z
    .string()
    .min(1)
    .max(40)
    .default('your identity provider')
    .describe('Its name on the sign-in page.'),
  AICMO_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((network) => network.trim()))
    .refine(
      (networks) => networks.every(isNetwork),
      'must be addresses or networks, such as 127.0.0.1,10.0.0.0/8',
    )
    .optional()
    .describe(
      'Addresses or networks of reverse proxies, with commas between them. Only what they say in X-Forwarded-For about the client is taken.',
    ),
  AICMO_CRASH_AT: z
    .string()
    .optional()
    .describe('For crash tests: `label:n` kills the process at the n-th pass of a labelled place.'),
});

/** Every key with its value as it is in force, for people; secrets are not shown. */
export function describeConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
): { key: string; value: string; description: string }[] {
  const config: Readonly<Record<string, unknown>> = configSchema.parse(withoutEmpty(env));
  return Object.entries(configSchema.shape).map(([key, schema]) => {
    const value = config[key];
    const shown = isSecret(key) && value !== undefined ? '[secret]' : (JSON.stringify(value) ?? 'not set');
    return { key, value: shown.replaceAll('"', ''), description: schema.description ?? '' };
  });
}

function isSecret(key: string): boolean {
  return (
    key === 'DATABASE_URL' ||
    key === 'AICMO_MASTER_KEY' ||
    key === 'AICMO_OIDC_CLIENT_SECRET' ||
    key.startsWith(KEY_PREFIX)
  );
}

function withoutEmpty(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
}

type Environment = z.output<typeof configSchema>;

/** The identity provider by which people may sign in. */
export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  readonly name: string;
}

/** The configuration as the parts of the house receive it: frozen, absolute paths, secrets wrapped. */
export interface Config {
  readonly databaseUrl: Secret | undefined;
  readonly homeDir: string;
  readonly host: string;
  readonly port: number;
  readonly briefsDir: string;
  readonly brandsDir: string;
  readonly outputDir: string;
  readonly alertsDir: string;
  readonly logsDir: string;
  readonly logLevel: Environment['AICMO_LOG_LEVEL'];
  readonly scanIntervalMs: number;
  readonly minVariants: number;
  readonly minDiversity: number;
  readonly executionDryRun: boolean;
  readonly fetchesPages: boolean;
  readonly renderLanes: number;
  readonly campaignConcurrency: number;
  readonly stepRetries: number;
  readonly stepTimeoutMs: number;
  readonly leaseMs: number;
  readonly drainMs: number;
  readonly diskMinFreeMb: number;
  readonly runRetentionDays: number;
  readonly modelsFile: string;
  readonly masterKey: Secret | undefined;
  /** Keys of model providers by the provider's name, from `AICMO_KEY_<NAME>`. */
  readonly modelKeys: ReadonlyMap<string, Secret>;
  readonly rateLimits: RateLimits;
  /** Addresses or networks, as in `10.0.0.0/8`. */
  readonly trustedProxies: readonly string[];
  /** Origin under which people reach the server. */
  readonly publicUrl: string | undefined;
  /** Files of certificate and key. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly oidc: OidcConfig | undefined;
  readonly crashAt: string | undefined;
}

/** Reads the environment once, checks it and freezes it. Relative folders are taken from `cwd`. Throws `config.invalid`. */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  cwd: string = process.cwd(),
): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = configSchema.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues
      .map((issue) => {
        const key = issue.path.join('.');
        const given = isSecret(key) ? '' : ` is ${JSON.stringify(present[key])}`;
        return `${key}${given}: ${issue.message}`;
      })
      .join('; ');
    throw configError('config.invalid', { problems });
  }
  const value = parsed.data;
  return Object.freeze({
    databaseUrl: value.DATABASE_URL === undefined ? undefined : new Secret(value.DATABASE_URL),
    homeDir: resolve(cwd, value.AICMO_HOME),
    host: value.AICMO_HOST,
    port: value.AICMO_PORT,
    briefsDir: resolve(cwd, value.AICMO_BRIEFS_DIR),
    brandsDir: resolve(cwd, value.AICMO_BRANDS_DIR),
    outputDir: resolve(cwd, value.AICMO_OUTPUT_DIR),
    alertsDir: resolve(cwd, value.AICMO_ALERTS_DIR),
    logsDir: resolve(cwd, value.AICMO_LOGS_DIR),
    logLevel: value.AICMO_LOG_LEVEL,
    scanIntervalMs: value.AICMO_SCAN_INTERVAL_MS,
    minVariants: value.AICMO_MIN_VARIANTS,
    minDiversity: value.AICMO_MIN_DIVERSITY,
    executionDryRun: value.EXECUTION_DRY_RUN === 'true',
    fetchesPages: value.AICMO_FETCH_PAGES === 'on',
    renderLanes: value.AICMO_RENDER_LANES,
    campaignConcurrency: value.AICMO_CAMPAIGN_CONCURRENCY,
    stepRetries: value.AICMO_STEP_RETRIES,
    stepTimeoutMs: value.AICMO_STEP_TIMEOUT_MS,
    leaseMs: value.AICMO_LEASE_MS,
    drainMs: value.AICMO_DRAIN_MS,
    diskMinFreeMb: value.AICMO_DISK_MIN_FREE_MB,
    runRetentionDays: value.AICMO_RUN_RETENTION_DAYS,
    modelsFile: resolve(cwd, value.AICMO_MODELS_FILE),
    masterKey: value.AICMO_MASTER_KEY === undefined ? undefined : new Secret(value.AICMO_MASTER_KEY),
    modelKeys: modelKeysIn(present),
    rateLimits: rateLimitsIn(value),
    trustedProxies: value.AICMO_TRUSTED_PROXIES ?? [],
    publicUrl: value.AICMO_PUBLIC_URL,
    tls: tlsIn(value, cwd),
    oidc: oidcIn(value),
    crashAt: value.AICMO_CRASH_AT,
  });
}

/** What is set holds for everybody: a limit that the operator wrote down is meant. */
function rateLimitsIn(value: Environment): RateLimits {
  const limit = (given: string | undefined, initial: string): RateLimits['api'] => ({
    others: parseLimit(given ?? initial),
    local: parseLimit(given ?? LOCAL_LIMIT),
  });
  return {
    api: limit(value.AICMO_RATE_API, INITIAL_LIMITS.api),
    v1: limit(value.AICMO_RATE_V1, INITIAL_LIMITS.v1),
    metrics: limit(value.AICMO_RATE_METRICS, INITIAL_LIMITS.metrics),
    admin: limit(value.AICMO_RATE_ADMIN, INITIAL_LIMITS.admin),
    // Whoever sits at this machine guesses no faster.
    sign_in: { others: parseLimit(value.AICMO_RATE_SIGN_IN), local: parseLimit(value.AICMO_RATE_SIGN_IN) },
    account: { others: parseLimit(value.AICMO_RATE_ACCOUNT), local: parseLimit(value.AICMO_RATE_ACCOUNT) },
  };
}

function tlsIn({ AICMO_TLS_CERT: cert, AICMO_TLS_KEY: key }: Environment, cwd: string): Config['tls'] {
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined)
    throw configError('config.invalid', {
      problems: 'AICMO_TLS_CERT and AICMO_TLS_KEY belong together: set both',
    });
  return { certFile: resolve(cwd, cert), keyFile: resolve(cwd, key) };
}

function oidcIn(value: Environment): Config['oidc'] {
  const { AICMO_OIDC_ISSUER: issuer, AICMO_OIDC_CLIENT_ID: clientId } = value;
  if (issuer === undefined && clientId === undefined) return undefined;
  if (issuer === undefined || clientId === undefined || value.AICMO_PUBLIC_URL === undefined)
    throw configError('config.invalid', {
      problems: 'AICMO_OIDC_ISSUER, AICMO_OIDC_CLIENT_ID and AICMO_PUBLIC_URL belong together: set all three',
    });
  const secret = value.AICMO_OIDC_CLIENT_SECRET;
  return {
    issuer,
    clientId,
    clientSecret: secret === undefined ? undefined : new Secret(secret),
    name: value.AICMO_OIDC_NAME,
  };
}

const KEY_PREFIX = 'AICMO_KEY_';

/** `AICMO_KEY_MY_SERVER` is the key of the provider `my-server`. */
function modelKeysIn(env: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, Secret> {
  return new Map(
    Object.entries(env).flatMap(([name, value]) =>
      name.startsWith(KEY_PREFIX) && value !== undefined
        ? [[name.slice(KEY_PREFIX.length).toLowerCase().replaceAll('_', '-'), new Secret(value)] as const]
        : [],
    ),
  );
}
