import { sql } from 'kysely';
import { contextFor, createTask, makeFeed, takeBrief } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { listApprovals, makeLink, setChain, setPolicy } from '#modules/approvals/index';
import { importBrand } from '#modules/brands/index';
import { listBriefs } from '#modules/briefs/index';
import { getCampaign, isAtRest } from '#modules/campaigns/index';
import { listVariants } from '#modules/creative/index';
import { addKnowledge } from '#modules/knowledge/index';
import { addFileSource } from '#modules/sources/index';
import { createKey } from '#modules/keys/index';
import { draftMessage } from '#modules/messages/index';
import { addPrompt, setBudget, startExperiment } from '#modules/models/index';
import { createWorkspace, invite, listInvitations, listMembers } from '#modules/workspaces/index';
import { rows, withTransaction } from '#platform/db/database';
import { briefBytes, smallBrief } from '#test/briefs';
import { until, type TestHouse } from '#test/house';
import { REPOSITORY } from '#test/server-process';

type Operator = ReturnType<typeof contextFor>;

/** Ids of records of one workspace, by the noun of the addresses under which they stand. */
export type RecordIds = Readonly<Record<string, string>>;

export function operatorOf(house: TestHouse, workspaceId?: string): Operator {
  return contextFor(house, { kind: 'operator', via: 'cli' }, workspaceId);
}

/** Hands a brief in and waits until its campaign is at rest; a worker must be there. */
export async function makeCampaign(
  house: TestHouse,
  ctx: Operator,
  changes: Readonly<Record<string, unknown>>,
): Promise<string> {
  const brief = smallBrief({ target_variants: 2, ...changes });
  const taken = await takeBrief(ctx, {
    fileName: 'brief.json',
    bytes: briefBytes(brief),
    assetRoot: house.config.briefsDir,
    source: { kind: 'cli', name: 'brief.json' },
  });
  if (!taken.ok) throw new Error(JSON.stringify(taken.problems));
  const { campaignId: id } = taken.submission;
  await until(async () => isAtRest((await getCampaign(ctx, { id })).status));
  return id;
}

export async function raiseAbout(ctx: Operator, campaignId: string | null, n = 1): Promise<string> {
  const raised = {
    type: 'disk.low',
    severity: 'HIGH',
    dedupKey: `a:${campaignId}:${n}`,
    message: 'About it.',
  } as const;
  const campaign = campaignId === null ? {} : { campaignId };
  return (await withTransaction(ctx.db, (tx) => raiseAlert(tx, ctx, { ...raised, ...campaign, details: {} })))
    .id;
}

/** Proposes a task of a campaign, with a run of it. */
export async function makeTask(ctx: Operator, campaignId: string): Promise<{ task: string; run: string }> {
  const proposed = { priority: 'LOW', confidence: 1, reason: '', dependsOn: [] } as const;
  const { id: task } = await createTask(ctx, { campaignId, type: 'swot_analysis', ...proposed });
  const run = `trn_of_${task}`;
  await rows(
    ctx.db,
    sql`insert into task_run (workspace_id, id, task_id, revision, is_dry_run, state, log, made_by, started_at)
      values (${ctx.workspaceId}, ${run}, ${task}, 1, true, 'skipped', '[]', '{"kind":"system","part":"t"}', now())`,
  );
  return { task, run };
}

/** A second workspace that has one of everything that can be named in an address. */
export async function fillSecondWorkspace(
  house: TestHouse,
): Promise<{ workspaceId: string; ids: RecordIds }> {
  const { id: workspaceId } = await createWorkspace(operatorOf(house), { name: 'Second' });
  const ctx = operatorOf(house, workspaceId);
  await importBrand(ctx, { folder: `${REPOSITORY}examples/brands/rovento` });
  const campaign = await makeCampaign(house, ctx, { campaign_id: 'theirs', brand: 'rovento' });
  const alert = await raiseAbout(ctx, campaign);
  const { task, run } = await makeTask(ctx, campaign);
  const { id: policy } = await setPolicy(ctx, {
    name: 'theirs',
    types: null,
    brandIds: null,
    mostPriority: 'LOW',
    leastConfidence: 1,
    mostMinutes: null,
    mostCostMicro: null,
    isOn: false,
  });
  const { id: chain } = await setChain(ctx, {
    name: 'theirs',
    subjectTypes: ['task'],
    brandIds: null,
    types: null,
    steps: [
      {
        name: 'Owner',
        mode: 'any',
        seats: [{ kind: 'role', role: 'owner' }],
        hours: null,
        remindHours: null,
        escalateTo: [],
      },
    ],
  });
  const { id: knowledge } = await addKnowledge(ctx, {
    brandId: 'rovento',
    statement: 'Second hand is no stigma',
    evidence: [{ text: 'said', source: 'client' }],
    confidence: 1,
  });
  const feed = { name: 'theirs', scope: 'workspace', scopeId: '' } as const;
  const { id: schedule } = await makeFeed({ ...ctx, baseUrl: 'http://localhost' }, feed);
  const { id: source } = await addFileSource(ctx, {
    brandId: 'rovento',
    about: 'market',
    fileName: 'market.txt',
    bytes: Buffer.from('Three million were sold.'),
  });
  const { id: message } = await draftMessage(ctx, { alertId: alert, audience: 'team' });
  const { id: key } = await createKey(ctx, { name: 'theirs', scopes: ['llm.use'] });
  const scope = { scopeKind: 'workspace', scopeId: '', period: 'day', measure: 'cost' } as const;
  const { id: budget } = await setBudget(ctx, { ...scope, limit: 9 });
  await addPrompt(ctx, {
    name: 'copywriting',
    system: 'Theirs {{tone}}',
    user: 'Write {{count}}: {{facts}}',
    note: '',
  });
  const arms = ['a', 'b'].map((name) => ({ name, promptVersion: 0 }));
  const compared = { name: 'theirs', promptName: 'copywriting', arms, unitsPerArm: 30 };
  const { id: experiment } = await startExperiment(ctx, compared);
  await house.db.pool.query(
    `insert into llm_evaluation (workspace_id, id, set_name, set_hash, use_case, prompt_name, prompt_version, prompt_hash,
       targets, models, cases, answered, scores, results, started_at, ended_at, started_by)
     values ($1, 'evl_theirs', 's', 'h', 'copywriting', 'p', 0, 'h', '[]', '[]', 0, 0, '{}', '[]', now(), now(), '{"kind":"system","part":"t"}')`,
    [workspaceId],
  );
  await house.db.pool.query(
    `insert into llm_call (workspace_id, id, request_id, attempt, use_case, kind, purpose, actor, target, provider, model, state, started_at, expires_at)
     values ($1, 'call_theirs', 'r', 1, 'chat', 'text', 'p', '{"kind":"system","part":"t"}', 't', 'p', 'm', 'ended', now(), now())`,
    [workspaceId],
  );
  await invite(
    { ...ctx, baseUrl: 'http://localhost' },
    { email: 'new@example.com', role: 'admin', brandIds: null },
  );
  const [invitation] = (await listInvitations(ctx, { limit: 1 })).items;
  const [member] = (await listMembers(ctx, { limit: 1 })).items;
  const [approval] = (await listApprovals(ctx, { limit: 1 })).items;
  await makeLink(
    { ...ctx, baseUrl: 'http://localhost' },
    { id: approval?.id ?? '', name: 'Kim', email: 'kim@client.example', days: 1 },
  );
  await house.db.pool.query(
    `insert into approval_delegation (workspace_id, id, from_person, to_person, from_at, until_at, reason, made_by, created_at)
     values ($1, 'adg_theirs', 'usr_a', 'usr_b', now(), now() + interval '1 day', '', '{"kind":"system","part":"t"}', now())`,
    [workspaceId],
  );
  const [brief] = (await listBriefs(ctx, { limit: 1 })).items;
  const [variant] = (await listVariants(ctx, { campaignId: campaign, limit: 1 })).items;
  return {
    workspaceId,
    ids: {
      campaigns: campaign,
      knowledge,
      schedule,
      sources: source,
      tasks: task,
      'task-runs': run,
      'approval-policies': policy,
      'approval-chains': chain,
      'approval-delegations': 'adg_theirs',
      alerts: alert,
      messages: message,
      keys: key,
      'models/budgets': budget,
      'models/experiments': experiment,
      'models/evaluations': 'evl_theirs',
      'models/calls': 'call_theirs',
      invitations: invitation?.id ?? '',
      people: member?.personId ?? '',
      variants: variant?.id ?? '',
      approvals: approval?.id ?? '',
      brands: 'rovento',
      briefs: brief?.id ?? '',
    },
  };
}
