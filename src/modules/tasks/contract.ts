import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { MOST_AT_ONCE, PRIORITIES, RUN_STATES, TASK_SOURCES, TASK_STATUSES } from './enums.ts';

export { MOST_AT_ONCE, PRIORITIES, RUN_STATES, TASK_SOURCES, TASK_STATUSES };

/** On so many tasks one may depend. */
export const MOST_DEPENDENCIES = 50;

export const taskType = z.object({
  type: z.string(),
  aliases: z.array(z.string()),
  title: z.string(),
  purpose: z.string(),
  minutes: z.number().int().describe('Work that a plan sets aside for one.'),
  needs: z.array(z.string()).describe('What must be there before it can be done.'),
  reads: z.array(z.string()).describe('Types whose work it uses where it is there.'),
  payload: z.record(z.string(), z.json()).describe('JSON Schema of the payload.'),
});
export type TaskTypeSummary = z.output<typeof taskType>;

export const task = z.object({
  id: z.string(),
  campaignId: z.string(),
  campaignKey: z.string(),
  campaignName: z.string(),
  brandId: z.string().nullable().describe('That of the campaign.'),
  type: z.string(),
  typeTitle: z.string(),
  title: z.string(),
  priority: z.enum(PRIORITIES),
  confidence: z.number().describe('0 to 1: how sure whoever proposed it is that the campaign needs it.'),
  reason: z.string().describe('Why it was proposed.'),
  source: z.enum(TASK_SOURCES),
  dependsOn: z.array(z.string()).describe('Ids of the tasks that come before it.'),
  dueAt: z.date().nullable(),
  minutes: z.number().int(),
  revision: z.number().int(),
  status: z.enum(TASK_STATUSES),
  why: z.string().nullable().describe('What stands in the way, or how its last run ended.'),
  approvalId: z.string(),
  approvalState: z.string(),
  runId: z.string().nullable().describe('The run that its status tells of.'),
  madeBy: z.string(),
  createdAt: z.date(),
  updatedAt: z.date(),
});
export type Task = z.output<typeof task>;

export const finding = z.object({
  field: z.string().describe('A field of the payload, or of the house, such as `brief.audience`.'),
  verdict: z.enum(['ok', 'blocks', 'weakens']),
  message: z.string(),
});
export type TaskFinding = z.output<typeof finding>;

export const classification = z.object({
  status: z.enum(TASK_STATUSES),
  mayRun: z.boolean(),
  findings: z.array(finding).describe('Field by field, in the order in which they are looked at.'),
});
export type Classification = z.output<typeof classification>;

const fact = z.object({
  id: z.string(),
  text: z.string(),
  source: z.string(),
  backing: z.string().exactOptional().describe('What it rests on, such as a lab report.'),
});

export const taskRun = z.object({
  id: z.string(),
  taskId: z.string(),
  revision: z.number().int().describe('Of the task.'),
  briefRevision: z.number().int().nullable().describe('Of the brief that its material came from.'),
  isDryRun: z.boolean(),
  batchId: z.string().nullable(),
  state: z.enum(RUN_STATES),
  problem: z.string().nullable().describe('Why it failed or was passed over.'),
  costMicro: z.number().int().describe('Of model calls, in millionths of a US dollar.'),
  log: z.array(z.object({ at: z.string(), text: z.string() })),
  revisesId: z.string().nullable().describe('The run whose work a person revised in this one.'),
  comment: z.string().nullable().describe('Why they did.'),
  edited: z.array(z.string()).describe('Paths of the texts that they wrote.'),
  madeBy: z.string(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
  durationMs: z.number().int().nullable(),
});
export type TaskRun = z.output<typeof taskRun>;

/** A block of a page; the dashboard knows the kinds (agents/work/work-page.ts). */
const block = z.record(z.string(), z.json());

export const taskRunDetail = taskRun.extend({
  product: z.record(z.string(), z.json()).nullable().describe('The work product of its type.'),
  evidence: z.array(fact).describe('The facts that its statements name.'),
  wording: z
    .object({
      by: z.string().nullable().describe('The model that worded texts; null where none did.'),
      worded: z.array(z.string()).describe('Paths of the texts that are the model’s.'),
      refused: z.array(z.object({ path: z.string(), text: z.string(), reason: z.string() })),
      problem: z.string().nullable(),
    })
    .nullable(),
  editable: z
    .array(
      z.object({
        path: z.string(),
        role: z.string().describe('What stands there.'),
        text: z.string(),
        mostCharacters: z.number().int(),
        mustKeep: z.array(z.string()).describe('Parts that must stay in it.'),
      }),
    )
    .describe('Texts that a person may write anew (`tasks.revise`).'),
  page: z.array(block).describe('The work as blocks to show.'),
  markdown: z.string().nullable(),
});
export type TaskRunDetail = z.output<typeof taskRunDetail>;

export const taskDetail = task.extend({
  description: z.string(),
  payload: z.record(z.string(), z.json()),
  contentHash: z.string().describe('Of what would be done. An approval is bound to it.'),
  classification,
  before: z.array(z.object({ id: z.string(), title: z.string(), status: z.enum(TASK_STATUSES) })),
  after: z.array(z.object({ id: z.string(), title: z.string(), status: z.enum(TASK_STATUSES) })),
  lastRun: taskRunDetail.nullable(),
});
export type TaskDetail = z.output<typeof taskDetail>;

/** What somebody approves of a task. */
export const taskToApprove = task
  .pick({
    type: true,
    typeTitle: true,
    priority: true,
    confidence: true,
    reason: true,
    dueAt: true,
    minutes: true,
  })
  .extend({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    payload: z.record(z.string(), z.json()),
  });
export type TaskToApprove = z.output<typeof taskToApprove>;

const reference = z.object({ id: z.string().max(200).describe('Id of the task.') });
const fields = {
  title: z.string().trim().min(1).max(200),
  description: z.string().trim().max(4_000),
  payload: z.record(z.string(), z.json()),
  priority: z.enum(PRIORITIES),
  dueAt: z.coerce.date().nullable(),
  minutes: z.number().int().min(1).max(100_000),
  dependsOn: z.array(z.string().max(200)).max(MOST_DEPENDENCIES),
};
const dryRun = z
  .boolean()
  .optional()
  .describe('A preview: the same work, kept as one. As EXECUTION_DRY_RUN says where it is left out.');
const tags = ['Tasks'];

export const tasksContract = {
  types: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/task-types', summary: 'What kinds of work there are', tags },
  ).output(z.object({ items: z.array(taskType) })),
  list: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/tasks', summary: 'Tasks, newest first', tags },
  )
    .input(
      z.object({
        ...pageInput,
        campaignId: z.string().max(200).optional().describe('Id or key of a campaign.'),
        type: z.string().max(80).optional().describe('Name or alias of a type.'),
        text: z.string().max(200).optional().describe('Part of the title, in small or capital letters.'),
        priority: z.enum(PRIORITIES).optional(),
        state: z
          .enum([...RUN_STATES, 'open'])
          .optional()
          .describe('How the last run ended; open: none did.'),
      }),
    )
    .output(pageOf(task)),
  get: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/tasks/{id}', summary: 'One task with its newest work product', tags },
  )
    .input(reference)
    .output(taskDetail),
  classify: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/tasks/{id}/classify', summary: 'Whether it can be done, field by field', tags },
  )
    .input(reference)
    .output(classification),
  plan: operation(
    { needs: 'tasks.write', effect: 'write' },
    {
      method: 'POST',
      path: '/campaigns/{campaignId}/plan-tasks',
      summary: 'Propose the tasks that a campaign needs; what is there already stays',
      tags,
    },
  )
    .input(z.object({ campaignId: z.string().max(200).describe('Id or key of the campaign.') }))
    .output(
      z.object({
        added: z.array(task),
        present: z.array(z.string()).describe('Types that the plan has already.'),
        left: z.array(z.string()).describe('Types that this campaign needs none of, by its brief.'),
      }),
    ),
  create: operation(
    { needs: 'tasks.write', effect: 'write' },
    { method: 'POST', path: '/tasks', summary: 'Propose a task', tags },
  )
    .input(
      z.object({
        campaignId: z.string().max(200).describe('Id or key of the campaign.'),
        type: z.string().max(80).describe('Name or alias of a type.'),
        title: fields.title.optional(),
        description: fields.description.optional(),
        payload: fields.payload.optional(),
        priority: fields.priority.default('MEDIUM'),
        confidence: z.number().min(0).max(1).default(1),
        reason: z.string().trim().max(2_000).default(''),
        dueAt: fields.dueAt.optional(),
        minutes: fields.minutes.optional(),
        dependsOn: fields.dependsOn.default([]),
      }),
    )
    .output(task),
  update: operation(
    { needs: 'tasks.write', effect: 'write' },
    {
      method: 'POST',
      path: '/tasks/{id}',
      summary: 'Change a task; an approval of what was there is void',
      tags,
    },
  )
    .input(
      reference.extend({
        revision: z.number().int().min(1).describe('`revision` of the task that you changed.'),
        title: fields.title.optional(),
        description: fields.description.optional(),
        payload: fields.payload.optional(),
        priority: fields.priority.optional(),
        dueAt: fields.dueAt.optional(),
        minutes: fields.minutes.optional(),
        dependsOn: fields.dependsOn.optional(),
      }),
    )
    .output(task),
  drop: operation(
    { needs: 'tasks.write', effect: 'write' },
    { method: 'POST', path: '/tasks/{id}/drop', summary: 'Drop a task; its record stays', tags },
  ).input(reference),
  run: operation(
    { needs: 'tasks.run', effect: 'spend' },
    { method: 'POST', path: '/tasks/{id}/run', summary: 'Do an approved task, or preview it', tags },
  )
    .input(reference.extend({ dryRun }))
    .output(taskRun),
  revise: operation(
    { needs: 'tasks.write', effect: 'write' },
    {
      method: 'POST',
      path: '/tasks/{id}/revise',
      summary: 'Write texts of its newest real work anew; what was there stays as an earlier run',
      tags,
    },
  )
    .input(
      reference.extend({
        runId: z.string().max(200).describe('The run whose work you read: `lastRun.id` of the task.'),
        texts: z
          .array(z.object({ path: z.string().max(200), text: z.string().trim().max(10_000) }))
          .min(1)
          .max(200)
          .describe('Texts by their paths, as `editable` of the run names them.'),
        comment: z.string().trim().min(1).max(1_000).describe('Why.'),
      }),
    )
    .output(taskRunDetail),
  runMany: operation(
    { needs: 'tasks.run', effect: 'spend' },
    {
      method: 'POST',
      path: '/tasks/run',
      summary: 'Do what is approved, in the order of its dependencies; a failure stops no other task',
      tags,
    },
  )
    .input(
      z.object({
        campaignId: z.string().max(200).optional().describe('Id or key; all campaigns where it is left out.'),
        maxTasks: z.number().int().min(1).max(MOST_AT_ONCE).default(20),
        dryRun,
      }),
    )
    .output(z.object({ batchId: z.string().nullable(), taskIds: z.array(z.string()) })),
  runs: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/task-runs', summary: 'Runs of a task or of a batch, newest first', tags },
  )
    .input(
      z.object({
        ...pageInput,
        taskId: z.string().max(200).optional(),
        batchId: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(taskRun)),
  getRun: operation(
    { needs: 'tasks.read', effect: 'read' },
    { method: 'GET', path: '/task-runs/{id}', summary: 'One run with its work product', tags },
  )
    .input(z.object({ id: z.string().max(200) }))
    .output(taskRunDetail),
};
