// Builds the dashboard and the typed client after an install that brought their tools; says so where it did not.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = `${root}node_modules/vite/bin/vite.js`;

if (!existsSync(vite)) {
  console.log(
    'AICMO: the dashboard is not built, because its tools are not installed. npm install && npm run build brings it.',
  );
} else {
  build('the dashboard', [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
  build('the typed client', ['scripts/build-client.js']);
}

function build(what, command) {
  const built = spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' });
  if (built.status !== 0)
    console.log(`AICMO: ${what} could not be built; everything else works. npm run build says why.`);
}
