import { sha256 } from '#kernel/hash';
import { llmError } from '#llm/errors';
import type { Gateway } from '#llm/gateway';
import type { PromptRef } from '#llm/model';
import { findRunning, noteUnit } from '#llm/store/experiments';
import { findPrompt, readActive } from '#llm/store/prompts';
import type { Db } from '#platform/db/database';
import { type BuiltInPrompt, promptHash, type PromptTemplate } from './template.ts';
import type { Arm } from './verdict.ts';

/** The prompt a call is to be made with. */
export interface ChosenPrompt {
  readonly template: PromptTemplate;
  readonly ref: PromptRef;
  /** Another chain, where an experiment compares models. */
  readonly targets?: readonly string[] | undefined;
}

/** What a unit came to, for the experiment it took part in; nothing happens where it took part in none. */
export interface UnitOutcome {
  readonly unit: string;
  readonly successes: number;
  readonly trials: number;
  readonly costMicro: number | null;
  readonly totalMs: number;
}

/** Prompts by name: the version a workspace made active, or the arm of a running experiment. */
export interface PromptLibrary {
  /** `unit` decides the arm, and always the same one. `version` overrides both. */
  choose(
    workspaceId: string,
    name: string,
    by: { unit: string } | { version: number },
  ): Promise<ChosenPrompt>;
  note(workspaceId: string, ref: PromptRef, outcome: UnitOutcome): Promise<void>;
  builtIns(): readonly BuiltInPrompt[];
}

/** Opens the library over the prompts that ship. */
export function openPromptLibrary(db: Db, shipped: readonly BuiltInPrompt[]): PromptLibrary {
  const byName = new Map(shipped.map((prompt) => [prompt.name, prompt]));

  async function templateOf(
    workspaceId: string,
    name: string,
    version: number,
  ): Promise<{ template: PromptTemplate; hash: string }> {
    const builtIn = byName.get(name);
    if (version === 0 && builtIn !== undefined) return { template: builtIn, hash: promptHash(builtIn) };
    const stored = await findPrompt(db, workspaceId, { name, version });
    if (stored === undefined) throw llmError('llm.prompt_unknown', { name, version });
    return { template: stored, hash: stored.hash };
  }

  return {
    async choose(workspaceId, name, by) {
      if ('version' in by) {
        const { template, hash } = await templateOf(workspaceId, name, by.version);
        return { template, ref: { name, version: by.version, hash } };
      }
      const experiment = await findRunning(db, workspaceId, name);
      const arm = experiment === undefined ? undefined : armFor(experiment, by.unit);
      const version = arm?.promptVersion ?? (await readActive(db, workspaceId)).get(name) ?? 0;
      const { template, hash } = await templateOf(workspaceId, name, version);
      const part =
        experiment === undefined || arm === undefined
          ? {}
          : { experiment: { id: experiment.id, arm: arm.name } };
      return { template, ref: { name, version, hash, ...part }, targets: arm?.targets };
    },
    async note(workspaceId, ref, outcome) {
      const { experiment } = ref;
      if (experiment === undefined || outcome.trials === 0) return;
      await noteUnit(db, workspaceId, {
        ...outcome,
        experimentId: experiment.id,
        arm: experiment.arm,
        at: new Date(),
      });
    },
    builtIns: () => shipped,
  };
}

/** Sticky: the same unit is always in the same arm, and arms are of equal size in the long run. */
export function armFor(
  experiment: { readonly id: string; readonly arms: readonly Arm[] },
  unit: string,
): Arm | undefined {
  const place =
    Number.parseInt(sha256(`${experiment.id}:${unit}`).slice(0, 8), 16) % Math.max(1, experiment.arms.length);
  return experiment.arms[place];
}

/** All that a role needs to reach models. */
export interface ModelAccess {
  readonly gateway: Gateway;
  readonly prompts: PromptLibrary;
}
