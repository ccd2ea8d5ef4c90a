import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away, as `head` does: a command ends by itself, a server goes on.
  if (error.code !== 'EPIPE') throw error;
});

// Half the time of a short command is the reading of TypeScript. Kept with the installation, never in a shared folder:
// what lies there is run. Where that may not be written, it is read anew each time.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url)));
const { buildProgram } = await import('./program.ts');
await buildProgram().parseAsync();
