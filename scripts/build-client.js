// Builds `aicmo/client` for other programs: one module of JavaScript, and the declarations it needs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { computedWireContract } from '../web/build/wire-contract.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist/client');

rmSync(out, { recursive: true, force: true });
await buildModule();
buildDeclarations();

/** What stands in the package's dependencies stays outside: whoever installs the package has it. */
async function buildModule() {
  await build({
    configFile: false,
    plugins: [computedWireContract(root)],
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: out,
      target: 'es2022',
      minify: false,
      lib: { entry: join(root, 'src/client/client.ts'), formats: ['es'], fileName: () => 'client.js' },
      rolldownOptions: { external: [/^@orpc\//] },
    },
  });
}

/** The compiler declares the whole program; what the client's declarations reach is kept. */
function buildDeclarations() {
  const all = mkdtempSync(join(tmpdir(), 'aicmo-client-'));
  try {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const done = spawnSync(process.execPath, [tsc, '-p', 'src/client', '--outDir', all], {
      cwd: root,
      stdio: 'inherit',
    });
    if (done.status !== 0) throw new Error('the declarations of the client could not be made');
    keepReached(all, join(all, 'client/client.d.ts'), new Set());
  } finally {
    rmSync(all, { recursive: true, force: true });
  }
}

function keepReached(all, file, seen) {
  if (seen.has(file)) return;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replace(
    /(\bfrom |\bimport\()(['"])(#|\.\/)([^'"]+)\2/g,
    (_whole, before, quote, mark, path) => {
      const name = path.replace(/\.ts$/, '');
      const target = join(mark === '#' ? all : dirname(file), `${name}.d.ts`);
      keepReached(all, target, seen);
      const address = relative(dirname(file), target).replace(/\.d\.ts$/, '.js');
      return `${before}${quote}${address.startsWith('.') ? address : `./${address}`}${quote}`;
    },
  );
  const kept = join(out, 'types', relative(all, file));
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, text);
}
