import { buildProgram } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away, as `head` does: a command ends by itself, a server goes on.
  if (error.code !== 'EPIPE') throw error;
});

await buildProgram().parseAsync();
