import { WORKSPACE } from '#test/browser';
import type { TestHouse } from '#test/house';

export interface DashboardPage {
  readonly name: string;
  readonly path: string;
}

const LISTS = {
  overview: '',
  inbox: '/inbox',
  tasks: '/tasks',
  'task board': '/tasks?as=board',
  'timeline without a campaign': '/tasks?as=timeline',
  'new task': '/tasks/new?type=swot',
  campaigns: '/campaigns',
  calendar: '/calendar',
  'calendar week': '/calendar?view=week',
  'calendar agenda': '/calendar?view=agenda',
  'calendar resources': '/calendar?view=resources',
  briefs: '/briefs',
  'refused briefs': '/briefs/refused',
  'brief editor': '/briefs/new',
  brands: '/brands',
  alerts: '/alerts',
  models: '/models',
  'use cases': '/models/use-cases',
  calls: '/models/calls',
  usage: '/models/usage',
  budgets: '/models/budgets',
  'try a model': '/models/try',
  account: '/settings/account',
  'notifications chosen': '/settings/notifications',
  'approval steps': '/settings/steps',
  people: '/settings/people',
  keys: '/settings/keys',
  secrets: '/settings/secrets',
  'approval policies': '/settings/policies',
  workspace: '/settings/workspace',
  audit: '/audit',
  developers: '/developers',
  operation: '/developers?op=campaigns.list',
  'not found': '/campaigns/nobody',
} as const;

const CAMPAIGN_TABS = [
  'coverage',
  'variants',
  'diversity',
  'checks',
  'tasks',
  'activity',
  'cost',
  'files',
] as const;

/** Pages of somebody who is signed in that need nothing to be there. */
export const LIST_PAGES: readonly DashboardPage[] = Object.entries(LISTS).map(([name, path]) => ({
  name,
  path: `${WORKSPACE}${path}`,
}));

/** Pages of a visitor. */
export const VISITOR_PAGES: readonly DashboardPage[] = [
  { name: 'sign in', path: '/sign-in' },
  { name: 'set up', path: '/set-up#no-such-token' },
  { name: 'invitation', path: '/invitation#no-such-token' },
  { name: 'new password', path: '/new-password#no-such-token' },
  { name: 'review', path: '/review#no-such-token' },
];

/** Pages of single things, one for each kind that the house has. */
export async function recordPages(house: TestHouse): Promise<DashboardPage[]> {
  const found = async (name: string, query: string, pathOf: (id: string) => string) => {
    const { rows } = await house.db.pool.query<{ id: string }>(query);
    return rows.map(({ id }) => ({ name, path: `${WORKSPACE}${pathOf(id)}` }));
  };
  const campaigns = await found(
    'campaign',
    'select key as id from campaign order by id limit 1',
    (key) => `/campaigns/${key}`,
  );
  const planned = campaigns.map(({ path }) => `${path}/tasks`);
  const done = 'select task_id as id from task_run where product is not null order by id limit 1';
  return [
    ...campaigns,
    ...campaigns.flatMap(({ path }) => CAMPAIGN_TABS.map((tab) => ({ name: tab, path: `${path}/${tab}` }))),
    ...planned.map((path) => ({ name: 'board of a campaign', path: `${path}?as=board` })),
    ...planned.map((path) => ({ name: 'timeline of a campaign', path: `${path}?as=timeline` })),
    ...(await found('brand', 'select key as id from brand order by id limit 1', (key) => `/brands/${key}`)),
    ...(await found(
      'learning of a brand',
      'select key as id from brand order by id limit 1',
      (key) => `/brands/${key}/learning`,
    )),
    ...(await found(
      'sources of a brand',
      'select key as id from brand order by id limit 1',
      (key) => `/brands/${key}/sources`,
    )),
    ...(await found(
      'history of a brand',
      'select key as id from brand order by id limit 1',
      (key) => `/brands/${key}/history`,
    )),
    ...(await found(
      'revisions of a brand',
      'select key as id from brand order by id limit 1',
      (key) => `/brands/${key}/revisions?revision=1`,
    )),
    ...(await found('brief', 'select id from brief_revision order by id limit 1', (id) => `/briefs/${id}`)),
    ...(await found('task', done, (id) => `/tasks/${id}`)),
    ...(await found('details of a task', done, (id) => `/tasks/${id}/details`)),
    ...(await found(
      'runs of a task',
      `select t.task_id || '/runs?run=' || t.id || '&against=' || min(o.id) as id from task_run t join task_run o
        on o.task_id = t.task_id and o.id <> t.id where t.product is not null and o.product is not null
        group by t.task_id, t.id order by 1 limit 1`,
      (id) => `/tasks/${id}`,
    )),
    ...(await found('task edited', done, (id) => `/tasks/${id}/edit`)),
    ...(await found('task revised', done, (id) => `/tasks/${id}/revise`)),
    ...(await found(
      'task to approve',
      `select id from approval where subject_type = 'task' and state = 'pending_review' order by id limit 1`,
      (id) => `/inbox?subjectType=task&open=${id}`,
    )),
    ...(await found('alert', 'select id from alert order by id limit 1', (id) => `/alerts/${id}`)),
    ...(await found('call', 'select id from llm_call order by id limit 1', (id) => `/models/calls/${id}`)),
  ];
}
