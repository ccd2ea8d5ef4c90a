import { buildProgram } from './program.ts';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe went away, as `head` does: nothing more is wanted.
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

await buildProgram().parseAsync();
