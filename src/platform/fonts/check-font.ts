import { Worker } from 'node:worker_threads';

/** What a font file was found to be, or why it cannot be used. */
export type FontFinding =
  | { readonly ok: true; readonly family: string; readonly mediaType: FontType }
  | { readonly ok: false; readonly message: string };

export type FontType = 'font/woff2' | 'font/woff' | 'font/ttf' | 'font/otf';

const MARKS: Readonly<Record<string, FontType>> = {
  '774f4632': 'font/woff2',
  '774f4646': 'font/woff',
  '00010000': 'font/ttf',
  // `true`: TrueType as old Macintosh tools write it.
  '74727565': 'font/ttf',
  '4f54544f': 'font/otf',
};

/** Larger fonts are not unpacked: a whole CJK family in one weight stays below. */
export const LARGEST_UNPACKED = 64 * 1024 * 1024;

const TIME_LIMIT_MS = 10_000;
const HEAP_MB = 256;

/**
 * Whether bytes from outside are a font that text can be set in: it is parsed and drawn with by the renderer of the
 * house, in a thread of its own that has a limit of time and memory.
 */
export async function checkFont(bytes: Uint8Array): Promise<FontFinding> {
  const mediaType = MARKS[Buffer.from(bytes.subarray(0, 4)).toString('hex')];
  if (mediaType === undefined) return { ok: false, message: 'The file is not a font.' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // WOFF and WOFF2 say in the same place how large the font is when it is unpacked.
  const isPacked = mediaType === 'font/woff2' || mediaType === 'font/woff';
  if (isPacked && (bytes.byteLength < 44 || view.getUint32(16) > LARGEST_UNPACKED))
    return { ok: false, message: 'The font is broken, or larger than 64 MB when unpacked.' };
  const found = await checkInThread(bytes);
  return 'family' in found ? { ok: true, family: found.family, mediaType } : { ok: false, ...found };
}

/** What the thread answers. */
export type ThreadAnswer = { readonly family: string } | { readonly message: string };

function checkInThread(bytes: Uint8Array): Promise<ThreadAnswer> {
  const worker = new Worker(new URL('./check-font-worker.ts', import.meta.url), {
    workerData: bytes,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 },
    execArgv: ['--no-warnings'],
    name: 'check-font',
  });
  return new Promise((resolve) => {
    const end = (answer: ThreadAnswer): void => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ message: 'Reading the font takes too long.' }), TIME_LIMIT_MS);
    worker.once('message', end);
    worker.once('error', () => end({ message: 'The font cannot be read within the limits of memory.' }));
    worker.once('exit', () => end({ message: 'The font cannot be read.' }));
  });
}
