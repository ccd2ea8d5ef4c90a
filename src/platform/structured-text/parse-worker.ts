import { parentPort } from 'node:worker_threads';
import { MAX_DEPTH, ParseFault, failDepth } from './parse-budget.ts';
import { parseJson } from './parse-json.ts';
import type { ParseJob, ParseReply } from './parse-pool.ts';
import { parseYaml } from './parse-yaml.ts';
import { indexText } from './source-text.ts';

// A broken file may make 250,000 error objects inside the YAML library; their stack traces are the cost.
Error.stackTraceLimit = 0;

parentPort?.on('message', (job: ParseJob) => {
  parentPort?.postMessage(answer(job));
});
parentPort?.postMessage('ready');

function answer(job: ParseJob): ParseReply {
  try {
    const source = indexText(job.text);
    return { id: job.id, ok: true, root: job.format === 'json' ? parseJson(source) : parseYaml(source) };
  } catch (error) {
    return { id: job.id, ok: false, fault: faultOf(error) };
  }
}

function faultOf(error: unknown): ParseFault['fault'] {
  if (error instanceof ParseFault) return error.fault;
  if (error instanceof RangeError) {
    try {
      failDepth(0);
    } catch (deep) {
      if (deep instanceof ParseFault) return deep.fault;
    }
  }
  const detail = error instanceof Error ? error.message : String(error);
  return {
    rule: 'text.unreadable',
    message: `The document cannot be read: ${detail}.`,
    hint: `Write plain keys and values, nested at most ${MAX_DEPTH} levels.`,
    start: -1,
    end: -1,
  };
}
