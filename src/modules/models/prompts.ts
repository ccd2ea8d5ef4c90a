import { describeActor } from '#kernel/actor';
import { placesOf } from '#kernel/places';
import {
  activatePrompt as activate,
  addPrompt as add,
  type BuiltInPrompt,
  findPrompt,
  listPrompts,
  llmError,
  promptHash,
  readActive,
  type StoredPrompt,
} from '#llm/index';
import { authorise } from '#platform/auth/permissions';
import { withTransaction } from '#platform/db/database';
import { appendEvent } from '#platform/events/outbox';
import type { PromptVersion } from './contract.ts';
import type { ModelsContext } from './models-context.ts';

/** Prompts that ship and the versions a workspace wrote, by name, newest version first. */
export async function getPrompts(
  ctx: ModelsContext,
  input: { name?: string | undefined },
): Promise<{ items: PromptVersion[] }> {
  authorise(ctx, 'llm.read');
  const active = await readActive(ctx.db, ctx.workspaceId);
  const stored = await listPrompts(ctx.db, ctx.workspaceId, input.name);
  const shipped = ctx.prompts
    .builtIns()
    .filter((prompt) => input.name === undefined || prompt.name === input.name);
  const items = shipped.flatMap((builtIn) => [
    ...stored
      .filter((prompt) => prompt.name === builtIn.name)
      .map((prompt) => toVersion(prompt, builtIn, active)),
    toVersion(undefined, builtIn, active),
  ]);
  return { items };
}

/** Adds a version of a prompt that ships. Throws `llm.prompt_unknown` or `llm.prompt_place_unknown`. */
export async function addPrompt(
  ctx: ModelsContext,
  input: { name: string; system: string; user: string; note: string },
): Promise<PromptVersion> {
  authorise(ctx, 'llm.manage');
  const builtIn = needBuiltIn(ctx, input.name);
  const unknown = placesOf(input).find((place) => builtIn.inputs[place] === undefined);
  if (unknown !== undefined)
    throw llmError('llm.prompt_place_unknown', {
      prompt: input.name,
      place: unknown,
      known: Object.keys(builtIn.inputs).join(', '),
    });
  return withTransaction(ctx.db, async (tx) => {
    const at = ctx.clock.now();
    const made = await add(tx, ctx.workspaceId, {
      ...input,
      hash: promptHash(input),
      createdBy: ctx.actor,
      at,
    });
    const { version, hash } = made;
    const payload = { version, hash, note: made.note };
    await appendEvent(tx, ctx, {
      type: 'prompt.added',
      subject: { type: 'prompt', id: input.name },
      payload,
      after: { version, hash },
    });
    return toVersion(made, builtIn, await readActive(tx, ctx.workspaceId));
  });
}

/** Makes a version the one that is used. Throws `llm.prompt_unknown`. */
export async function activatePrompt(
  ctx: ModelsContext,
  input: { name: string; version: number },
): Promise<PromptVersion> {
  authorise(ctx, 'llm.manage');
  const builtIn = needBuiltIn(ctx, input.name);
  return withTransaction(ctx.db, async (tx) => {
    const found = input.version === 0 ? undefined : await findPrompt(tx, ctx.workspaceId, input);
    if (input.version !== 0 && found === undefined) throw llmError('llm.prompt_unknown', { ...input });
    const before = (await readActive(tx, ctx.workspaceId)).get(input.name) ?? 0;
    await activate(tx, ctx.workspaceId, { ...input, actor: ctx.actor, at: ctx.clock.now() });
    await appendEvent(tx, ctx, {
      type: 'prompt.activated',
      subject: { type: 'prompt', id: input.name },
      payload: { version: input.version },
      before: { version: before },
      after: { version: input.version },
    });
    return toVersion(found, builtIn, await readActive(tx, ctx.workspaceId));
  });
}

function needBuiltIn(ctx: ModelsContext, name: string): BuiltInPrompt {
  const builtIn = ctx.prompts.builtIns().find((prompt) => prompt.name === name);
  if (builtIn === undefined) throw llmError('llm.prompt_unknown', { name, version: 0 });
  return builtIn;
}

function toVersion(
  stored: StoredPrompt | undefined,
  builtIn: BuiltInPrompt,
  active: ReadonlyMap<string, number>,
): PromptVersion {
  const { name, useCase, inputs } = builtIn;
  const { system, user } = stored ?? builtIn;
  const version = stored?.version ?? 0;
  return {
    name,
    useCase,
    version,
    hash: promptHash({ system, user }),
    system,
    user,
    note: stored?.note ?? 'Ships with the house.',
    isActive: (active.get(name) ?? 0) === version,
    inputs: { ...inputs },
    createdAt: stored?.createdAt ?? null,
    createdBy: stored === undefined ? null : describeActor(stored.createdBy),
  };
}
