import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * The one arrow: a room may import rooms of a lower rank only. Rooms of one rank never see each other.
 * `kernel <- platform <- {llm, channels, studio, documents} <- agents <- modules <- {flows, client} <- server <- cli`
 * `client` and `web/` are what a browser loads: contracts and kernel only.
 */
const RANKS: readonly (readonly string[])[] = [
  ['kernel'],
  ['platform'],
  ['llm', 'channels', 'studio', 'documents'],
  ['agents'],
  ['modules'],
  ['flows', 'client'],
  ['server'],
  ['cli'],
];

const ENGINE_ROOM = 'src/platform/workflow/**/*.ts';
const PAGE_READERS = ['src/platform/http/fetch-page.ts', 'src/platform/http/request-page.ts'];

const leaveByAddress = { group: ['../*'], message: 'Leave a folder by its # address.' };
const doorOnly = {
  group: ['#modules/*/*', '!#modules/*/index', '!#modules/*/contract'],
  message: 'Enter another module by its index.',
};
const noRequests = {
  group: ['node:http', 'node:https', 'node:http2', 'undici'],
  message:
    'Pages are read by platform/http/fetch-page, models by llm/providers: see ARCHITECTURE.md, only here.',
};
const noEngine = { group: ['@dbos-inc/*'], message: 'Only platform/workflow names the workflow engine.' };

/** What runs in a browser knows the shapes of the API, and nothing of the server. */
const browserOnly = (room: string): { group: string[]; message: string } => ({
  group: [
    '#*/**',
    '!#kernel/*',
    '!#modules/*/contract',
    '!#modules/*/enums',
    ...(room === 'web' ? ['!#client/*'] : []),
  ],
  message: `${room} runs in a browser: it may import contracts and enums of modules and #kernel only.`,
});
const BROWSER_ROOM = 'client';

function forbiddenRooms(room: string, rank: number): { group: string[]; message: string }[] {
  const above = RANKS.slice(rank + 1).flat();
  const beside = (RANKS[rank] ?? []).filter((other) => other !== room);
  return [...above, ...beside].map((other) => ({
    group: [`#${other}/*`],
    message: `${room} must not import ${other}: see ARCHITECTURE.md, the one arrow.`,
  }));
}

function importRule(files: string[], patterns: { group: string[]; message: string }[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } };
}

const roomOverrides = RANKS.flatMap((rooms, rank) =>
  rooms.flatMap((room) => {
    const files = [`src/${room}/**/*.ts`];
    const patterns = [
      leaveByAddress,
      ...(room === BROWSER_ROOM ? [browserOnly(room)] : [doorOnly, ...forbiddenRooms(room, rank)]),
    ];
    const tests = importRule([`src/${room}/**/*.test.ts`], [...patterns, noEngine]);
    if (room !== 'platform') return [importRule(files, [...patterns, noEngine, noRequests]), tests];
    return [
      importRule(files, [...patterns, noEngine, noRequests]),
      importRule([ENGINE_ROOM], [...patterns, noRequests]),
      importRule(PAGE_READERS, [...patterns, noEngine]),
      tests,
    ];
  }),
);

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'node', 'react', 'jsx-a11y'],
  categories: { correctness: 'error', suspicious: 'warn', perf: 'warn' },
  options: { typeAware: true },
  ignorePatterns: ['node_modules', 'dist', 'docs/reference'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    'no-console': 'error',
    'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    'no-await-in-loop': 'off',
    'react/react-in-jsx-scope': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/no-array-reverse': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/prefer-add-event-listener': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'no-shadow': 'off',
    'typescript/no-misused-spread': 'off',
    'no-unmodified-loop-condition': 'off',
    'import/no-named-as-default-member': 'off',
    'no-map-spread': 'off',
    'import/no-unassigned-import': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/consistent-return': 'off',
    'typescript/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
  },
  overrides: [
    ...roomOverrides,
    importRule(['web/**/*.{ts,tsx}'], [browserOnly('web')]),
    {
      files: ['src/**/*.ts'],
      rules: { 'node/no-process-env': 'error', 'no-restricted-globals': ['error', 'fetch'] },
    },
    {
      files: ['src/llm/providers/**/*.ts', 'src/client/client.ts'],
      rules: { 'no-restricted-globals': 'off' },
    },
    { files: ['src/platform/config/**/*.ts', 'src/**/*.test.ts'], rules: { 'node/no-process-env': 'off' } },
    {
      files: ['*.config.ts', 'web/vite.config.ts', 'test/support/database-server.ts'],
      rules: { 'import/no-default-export': 'off' },
    },
    {
      files: ['**/*.test.ts', 'test/**/*.ts', 'scripts/**/*.ts'],
      rules: { 'max-lines': 'off', 'no-console': 'off' },
    },
    { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
    { files: ['scripts/**/*.js', 'examples/**/*.ts'], rules: { 'no-console': 'off' } },
    {
      // Mantine's components carry roles of their own, scrolled regions take focus, and the rules of the React
      // compiler, which is not used here, forbid a ref that follows the newest props. axe looks at the pages.
      files: ['web/**/*.tsx', 'web/**/*.ts'],
      rules: {
        'jsx-a11y/prefer-tag-over-role': 'off',
        'jsx-a11y/no-noninteractive-tabindex': 'off',
        'react/no-array-index-key': 'off',
        'react/refs': 'off',
        'react/set-state-in-effect': 'off',
        'react/incompatible-library': 'off',
        'react/use-memo': 'off',
        'react/purity': 'off',
        'react/hooks': 'off',
        'react/exhaustive-effect-dependencies': 'off',
        'react/no-unstable-nested-components': 'off',
        'typescript/no-unnecessary-type-conversion': 'off',
        'typescript/no-unnecessary-type-assertion': 'off',
        'typescript/no-base-to-string': 'off',
      },
    },
    { files: ['web/src/routes.tsx'], rules: { 'max-lines': 'off' } },
  ],
});
