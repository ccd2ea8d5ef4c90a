import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { modelsContract } from '#modules/models/contract';
import {
  planProof,
  type Proof,
  type ProofLine,
  type ProofPlan,
  proveTargets,
  tryModel,
} from '#modules/models/index';
import { contractInput, wrongUsage } from '#cli/contract-input';
import { EXIT } from '#cli/output';
import { type Session, withHouse } from '#cli/session';
import { showCost } from '#cli/show-cost';

const QUESTION = 'In one sentence: what is a marketing brief?';

interface TryOptions {
  readonly useCase: string;
  readonly target?: string;
  readonly live?: boolean;
  readonly images?: boolean;
  readonly yes?: boolean;
}

/** `aicmo llm try`: one question, or with --live the proof that each target does what the house needs of it. */
export function addTryCommand(llm: Command): void {
  llm
    .command('try')
    .argument('[text]', 'what to ask; a short question when it is left out')
    .option('--use-case <name>', 'use case whose chain is asked', 'chat')
    .option('--target <name>', 'this target alone')
    .option(
      '--live',
      'prove each target of the chains: answer, stream, form, tool, usage, cut, faults, vectors',
    )
    .option('--images', 'with --live: one picture of each picture model too; it costs most')
    .option('--yes', 'with --live: spend what is shown, without being asked')
    .description('ask a model and see who answered, how long it took and what it cost')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo llm try "Say hello in French." --target gemini\n  $ aicmo llm try --live --yes',
    )
    .action((text: string | undefined, options: TryOptions, command: Command) =>
      withHouse(command, (session) =>
        options.live === true ? prove(session, options) : askOnce(session, text ?? QUESTION, options),
      ),
    );
}

async function askOnce({ ctx, out }: Session, text: string, options: TryOptions): Promise<undefined> {
  const input = contractInput(modelsContract.try, { ...options, text });
  out.result(await tryModel(ctx, input), describe);
  return undefined;
}

function describe(tried: Awaited<ReturnType<typeof tryModel>>): string {
  const cache = tried.cache === 'none' ? '' : `, from the ${tried.cache} cache`;
  const flags = tried.flags.length === 0 ? '' : `, ${tried.flags.join(', ')}`;
  return [
    tried.text,
    '',
    `${tried.target} (${tried.provider}/${tried.model})${cache}${flags}`,
    `${tried.totalMs} ms, ${showCost(tried.costMicro)}, attempts: ${tried.attempts}. Request ${tried.requestId}.`,
  ].join('\n');
}

async function prove(session: Session, options: TryOptions): Promise<number> {
  const { ctx, out, stopping } = session;
  const request = {
    withPictures: options.images === true,
    ...(options.target === undefined ? {} : { targets: [options.target] }),
  };
  const plan = await planProof(ctx, request);
  if (plan.targets.length > 0) {
    out.note(describePlan(plan));
    if (options.yes !== true && !(await mayGoOn())) return EXIT.failure;
  }
  const show = (line: ProofLine): void => {
    if (!out.isJson) process.stdout.write(`${describeLine(line, plan)}\n`);
  };
  const proof = await proveTargets(ctx, { ...request, signal: stopping, report: show });
  out.result(proof, describeProof);
  return proof.hasPassed ? EXIT.done : EXIT.lacking;
}

function describePlan({ targets, leftOut, mostMicro }: ProofPlan): string {
  return [
    ...targets.map(({ target, kind, provider, model, checks, mostMicro: most, isPriceKnown }) => {
      const doubt = isPriceKnown ? '' : ', price unknown and taken at the ceiling of the settings';
      return `${target} (${provider}/${model}), ${kind}: ${checks.length} checks, at most ${showCost(most)}${doubt}`;
    }),
    ...leftOut.map(({ target, why }) => `${target} is left out: ${why}`),
    `It costs at most ${showCost(mostMicro)}.`,
  ].join('\n');
}

/** A person at a terminal is asked; a program must say it beforehand. */
async function mayGoOn(): Promise<boolean> {
  if (!process.stdin.isTTY) throw wrongUsage('error: add --yes to spend that');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question('Go on? [y/N] ')).trim());
  } finally {
    lines.close();
  }
}

const WORDS: Readonly<Record<ProofLine['outcome'], string>> = {
  passed: 'passed',
  failed: 'FAILED',
  not_offered: 'not offered',
};

function describeLine(line: ProofLine, { targets }: ProofPlan): string {
  const width = Math.max(...targets.map(({ target }) => target.length));
  const check = line.check === 'usage' ? `usage (${line.kind})` : line.check;
  return [
    WORDS[line.outcome].padEnd(11),
    line.target.padEnd(width),
    check.padEnd(17),
    `${line.ms} ms`.padStart(8),
    showCost(line.costMicro).padStart(12),
    line.detail,
  ].join('  ');
}

function describeProof({ id, lines, costMicro }: Proof): string {
  const count = (outcome: ProofLine['outcome']): number =>
    lines.filter((line) => line.outcome === outcome).length;
  const parts = [
    `${count('passed')} passed`,
    `${count('failed')} failed`,
    `${count('not_offered')} not offered`,
  ];
  return `\n${parts.join(', ')}. Cost: ${showCost(costMicro)}. \`aicmo llm calls --run ${id}\` shows the calls.`;
}
