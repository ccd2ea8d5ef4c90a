import { type Command, Option } from 'commander';
import {
  type Approval,
  APPROVAL_STATES,
  SUBJECT_TYPES,
  type ApprovalDetail,
  commentApproval,
  decideApproval,
  type DECISIONS,
  getApproval,
  listApprovals,
  setApprovalRules,
  withdrawDecision,
} from '#modules/approvals/index';
import { getCampaign } from '#modules/campaigns/index';
import { limitOption } from '#cli/limit-option';
import { cut, table } from '#cli/output';
import { withHouse } from '#cli/session';
import { addChainCommands } from './approval-chain.ts';
import { addPolicyCommands } from './policy.ts';

/** `aicmo approval list|show|approve|reject|request-changes|withdraw|comment|rules|policy|chain|delegation|link` */
export function addApprovalCommands(program: Command): void {
  const approval = program.command('approval').description('briefs, variants and tasks that wait for people');
  approval
    .command('list')
    .addOption(new Option('--state <state>', 'only this state').choices(APPROVAL_STATES))
    .addOption(new Option('--type <type>', 'only these').choices(SUBJECT_TYPES))
    .option('--campaign <id>', 'only of this campaign, by id or key')
    .option('--mine', 'only what you may decide now')
    .addOption(limitOption(50))
    .option('--after <next>', '`next` of the page before')
    .description('list what waits and what was decided, newest first')
    .addHelpText('after', '\nExample:\n  $ aicmo approval list --state pending_review')
    .action((options: ListOptions, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const { state, type: subjectType, campaign, limit, after, mine } = options;
        const campaignId = campaign === undefined ? undefined : (await getCampaign(ctx, { id: campaign })).id;
        const filter = { state, subjectType, campaignId, limit, after, mine };
        out.result(await listApprovals(ctx, filter), ({ items }) =>
          items.length === 0 ? 'Nothing waits.' : listTable(items),
        );
        return undefined;
      }),
    );
  approval
    .command('show')
    .argument('<approval>', 'its id')
    .description('exactly what would go out, with comments')
    .addHelpText('after', '\nExample:\n  $ aicmo approval show apr_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await getApproval(ctx, { id }), describe);
        return undefined;
      }),
    );
  addDecision(approval, { name: 'approve', decision: 'approve', does: 'approve what it shows now' });
  addDecision(approval, { name: 'reject', decision: 'reject', does: 'reject it, and say why' });
  addDecision(approval, { name: 'request-changes', decision: 'request_changes', does: 'ask for changes' });
  addRest(approval);
  addPolicyCommands(approval);
  addChainCommands(approval);
}

interface ListOptions {
  readonly state?: Approval['state'];
  readonly type?: Approval['subjectType'];
  readonly campaign?: string;
  readonly limit: number;
  readonly after?: string;
  readonly mine?: true;
}

function addDecision(
  approval: Command,
  { name, decision, does }: { name: string; decision: (typeof DECISIONS)[number]; does: string },
): void {
  approval
    .command(name)
    .argument('<approval>', 'its id')
    .option('--hash <hash>', 'hash of what you saw; without it, of what is there now')
    .option('--comment <text>', decision === 'approve' ? 'what you want to add' : 'why')
    .description(does)
    .addHelpText('after', `\nExample:\n  $ aicmo approval ${name} apr_01k… --comment "…"`)
    .action((id: string, options: { hash?: string; comment?: string }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const contentHash = options.hash ?? (await getApproval(ctx, { id })).contentHash;
        const { comment } = options;
        out.result(await decideApproval(ctx, { id, contentHash, decision, comment }), stateLine);
        return undefined;
      }),
    );
}

function addRest(approval: Command): void {
  approval
    .command('withdraw')
    .argument('<approval>', 'its id')
    .description('take a decision back: it waits again')
    .addHelpText('after', '\nExample:\n  $ aicmo approval withdraw apr_01k…')
    .action((id: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await withdrawDecision(ctx, { id }), stateLine);
        return undefined;
      }),
    );
  approval
    .command('comment')
    .argument('<approval>', 'its id')
    .argument('<text>', 'what you have to say')
    .description('comment on what waits')
    .addHelpText(
      'after',
      '\nExample:\n  $ aicmo approval comment apr_01k… "The logo is too close to the edge."',
    )
    .action((id: string, text: string, _options, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        out.result(await commentApproval(ctx, { id, text }), ({ createdBy }) => `Noted, by ${createdBy}.`);
        return undefined;
      }),
    );
  approval
    .command('rules')
    .addOption(
      new Option('--second-person <needed>', 'whether who hands in a brief may not decide')
        .choices(['yes', 'no'])
        .makeOptionMandatory(),
    )
    .description('ask for a second person, or do not')
    .addHelpText('after', '\nExample:\n  $ aicmo approval rules --second-person yes')
    .action((options: { secondPerson: 'yes' | 'no' }, command: Command) =>
      withHouse(command, async ({ ctx, out }) => {
        const needsSecondPerson = options.secondPerson === 'yes';
        out.result(await setApprovalRules(ctx, { needsSecondPerson }), () =>
          needsSecondPerson
            ? 'Whoever hands in a brief does not decide about it any more.'
            : 'Whoever hands in a brief may decide about it.',
        );
        return undefined;
      }),
    );
}

function stateLine({ id, title, state, step }: Approval): string {
  const where =
    step === null ? '' : `: step ${step.number} of ${step.of}, “${step.name}”, by ${step.waitsFor}`;
  return `${title} (${id}) is ${state.replace('_', ' ')}${where}.`;
}

function listTable(items: readonly Approval[]): string {
  return table(
    ['id', 'type', 'state', 'campaign', 'title', 'detail', 'decided by'],
    items.map((item) => [
      item.id,
      item.subjectType,
      item.state,
      item.campaignKey,
      cut(item.title, 40),
      cut(item.detail, 40),
      item.decidedBy ?? '-',
    ]),
  );
}

function describe(found: ApprovalDetail): string {
  const { variant, brief, comments, decidedBy, comment, voidReason } = found;
  return [
    stateLine(found),
    `Campaign   ${found.campaignKey}, revision ${found.revision}`,
    `Hash       ${found.contentHash}`,
    ...(voidReason === null ? [] : [`Void       ${voidReason}`]),
    ...(decidedBy === null ? [] : [`Decided by ${decidedBy}${comment === null ? '' : `: ${comment}`}`]),
    ...found.steps.flatMap((step, index) => [
      `Step ${index + 1}     ${step.name}${step.isDone ? ', done' : ''}`,
      ...step.seats.map(
        ({ who, decidedBy: by, onBehalfOf }) =>
          `           ${who}: ${by ?? 'open'}${onBehalfOf === null ? '' : ` for ${onBehalfOf}`}`,
      ),
    ]),
    ...(variant === null ? [] : ['', ...wordsOf(variant)]),
    ...(brief === null ? [] : ['', brief.text.trim()]),
    ...comments.map(
      ({ createdBy, text, resolvedAt }) => `${resolvedAt === null ? 'open' : 'done'}  ${createdBy}: ${text}`,
    ),
  ].join('\n');
}

function wordsOf({ copy, renditions }: NonNullable<ApprovalDetail['variant']>): string[] {
  return [copy.headline, copy.body, `Pictures: ${renditions.map(({ ratio }) => ratio).join(', ')}`];
}
