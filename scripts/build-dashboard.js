// Builds the dashboard after an install that brought its tools; says so where it did not.
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
  const built = spawnSync(
    process.execPath,
    [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  if (built.status !== 0)
    console.log('AICMO: the dashboard could not be built; everything else works. npm run build says why.');
}
