import { type Command, Option } from 'commander';
import {
  addKnowledge,
  confirmKnowledge,
  forgetKnowledge,
  KNOWLEDGE_STATES,
  type KnowledgeItem,
  listKnowledge,
} from '#modules/knowledge/index';
import { limitOption } from '#cli/limit-option';
import { cut, table } from '#cli/output';
import { withHouse } from '#cli/session';

/** `aicmo knowledge list|add|confirm|forget` */
export function addKnowledgeCommands(program: Command): void {
  const knowledge = program.command('knowledge').description('what has been learnt about a brand');
  addList(knowledge);
  addAdd(knowledge);
  addDecisions(knowledge);
}

function addList(knowledge: Command): void {
  knowledge
    .command('list')
    .argument('<brand>', 'id, key or name of the brand')
    .addOption(new Option('--state <state>', 'only these; forgotten ones only so').choices(KNOWLEDGE_STATES))
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('what is known of a brand, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo knowledge list northlight --state proposed')
    .action(
      (
        brandId: string,
        options: { state?: KnowledgeItem['state']; limit: number; after?: string },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          out.result(await listKnowledge(ctx, { brandId, ...options }), ({ items }) =>
            items.length === 0
              ? 'Nothing is known yet. `aicmo knowledge add` says something.'
              : table(
                  ['id', 'state', 'sure', 'revision', 'statement', 'evidence'],
                  items.map((item) => [
                    item.id,
                    item.state,
                    item.confidence.toFixed(2),
                    item.revision,
                    cut(item.statement, 60),
                    cut(item.evidence.map(({ text, source }) => `${text} (${source})`).join('; '), 60),
                  ]),
                ),
          );
          return undefined;
        }),
    );
}

function addAdd(knowledge: Command): void {
  knowledge
    .command('add')
    .argument('<brand>', 'id, key or name of the brand')
    .argument('<statement>', 'one sentence')
    .requiredOption('--evidence <text>', 'what led to it')
    .requiredOption('--source <source>', 'where that lies or who said it')
    .option('--confidence <share>', 'how sure it is, 0 to 1', '0.8')
    .description('say what is known')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo knowledge add northlight "Commuters buy on Mondays" --evidence "41 % of orders" --source "Shop report, May 2026"',
    )
    .action(
      (
        brandId: string,
        statement: string,
        options: { evidence: string; source: string; confidence: string },
        command: Command,
      ) =>
        withHouse(command, async ({ ctx, out }) => {
          const confidence = Number(options.confidence);
          if (!(confidence >= 0 && confidence <= 1))
            command.error('error: --confidence takes a number from 0 to 1');
          const evidence = [{ text: options.evidence, source: options.source }];
          const made = await addKnowledge(ctx, { brandId, statement, evidence, confidence });
          out.result(made, ({ id, state }) => `${id} is ${state}.`);
          return undefined;
        }),
    );
}

function addDecisions(knowledge: Command): void {
  for (const name of ['confirm', 'forget'] as const) {
    const one = knowledge
      .command(name)
      .argument('<item>', 'its id')
      .argument('<revision>', 'its revision as `knowledge list` shows it')
      .description(
        name === 'confirm' ? 'confirm an item, as it is or corrected' : 'forget it: nobody reads it any more',
      )
      .addHelpText('after', `\nExample:\n  $ aicmo knowledge ${name} kno_01k… 1`);
    if (name === 'confirm') one.option('--statement <text>', 'what is right instead');
    one.action((id: string, text: string, options: { statement?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const revision = Number(text);
        if (!Number.isInteger(revision) || revision < 1) command.error(`error: ${text} is no revision`);
        const decided =
          name === 'confirm'
            ? await confirmKnowledge(ctx, { id, revision, statement: options.statement })
            : await forgetKnowledge(ctx, { id, revision });
        out.result(decided, ({ statement, state }) => `${state}: ${statement}`);
        return undefined;
      }),
    );
  }
}
