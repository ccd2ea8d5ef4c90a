import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import * as z from 'zod/mini';
import { AicmoError } from '#client/client';
import type { Account } from '#modules/workspaces/contract';
import { APPROVAL_STATES, SUBJECT_TYPES } from '#modules/approvals/enums';
import { ALERT_STATES, SEVERITIES } from '#modules/alerts/enums';
import { CAMPAIGN_STATUSES } from '#modules/campaigns/enums';
import { KNOWLEDGE_STATES } from '#modules/knowledge/enums';
import { PRIORITIES, RUN_STATES } from '#modules/tasks/enums';
import { MOST_USAGE_DAYS, OUTCOMES, USAGE_BY } from '#modules/models/enums';
import { api, enterWorkspace, queryClient, whenSignedOut } from './api.ts';
import { auditSearch } from './features/audit/audit-search.ts';
import { calendarSearch } from './features/calendar/calendar-search.ts';
import { anyText, lenient, listSearch } from './lib/list-search.ts';
import { sessionOf } from './session.tsx';
import { BrokenPage, NotFoundPage } from './shell/whole-page.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

/** Who is signed in; leads to the sign-in where nobody is, and back afterwards. */
async function needAccount(backTo: string): Promise<Account> {
  try {
    return await queryClient.ensureQueryData(api.workspaces.account.queryOptions({ staleTime: 60_000 }));
  } catch (error) {
    if (error instanceof AicmoError && error.status === 401)
      throw redirect({ to: '/sign-in', search: { to: backTo } });
    throw error;
  }
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  errorComponent: BrokenPage,
  beforeLoad: async () => {
    const { memberships } = await needAccount('/');
    const first = memberships[0];
    if (first !== undefined)
      throw redirect({ to: '/w/$workspace', params: { workspace: first.workspaceId } });
  },
  component: lazyRouteComponent(() => import('./features/account/no-workspace.tsx'), 'NoWorkspace'),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  errorComponent: BrokenPage,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ params, location }) => {
    const session = sessionOf(await needAccount(location.href), params.workspace);
    if (session !== undefined) enterWorkspace(params.workspace);
    return { session };
  },
  component: lazyRouteComponent(() => import('./shell/workspace.tsx'), 'Workspace'),
});

const page = { getParentRoute: () => workspace, errorComponent: BrokenPage } as const;

const overview = createRoute({
  ...page,
  path: '/',
  component: lazyRouteComponent(() => import('./features/overview/overview.tsx'), 'Overview'),
});

const campaigns = createRoute({
  ...page,
  path: '/campaigns',
  validateSearch: z.extend(listSearch, {
    status: lenient(z.enum(CAMPAIGN_STATUSES)),
    brandId: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/campaigns/campaign-list.tsx'), 'CampaignList'),
});

const taskListSearch = z.extend(listSearch, {
  type: anyText,
  priority: lenient(z.enum(PRIORITIES)),
  state: lenient(z.enum([...RUN_STATES, 'open'])),
  /** How the tasks are shown, where not as a list. */
  as: lenient(z.enum(['board', 'timeline'])),
});

const campaign = createRoute({
  ...page,
  path: '/campaigns/$id',
  component: lazyRouteComponent(() => import('./features/campaigns/campaign-page.tsx'), 'CampaignPage'),
});

const tab = { getParentRoute: () => campaign, errorComponent: BrokenPage } as const;

const campaignTabs = [
  createRoute({
    ...tab,
    path: '/',
    component: lazyRouteComponent(() => import('./features/campaigns/overview-tab.tsx'), 'OverviewTab'),
  }),
  createRoute({
    ...tab,
    path: '/coverage',
    component: lazyRouteComponent(() => import('./features/campaigns/coverage-tab.tsx'), 'CoverageTab'),
  }),
  createRoute({
    ...tab,
    path: '/variants',
    validateSearch: z.object({
      locale: anyText,
      channel: anyText,
      productKey: anyText,
      angle: anyText,
      layout: anyText,
      verdict: lenient(z.enum(['clean', 'noted', 'repaired'])),
      /** The variant that is looked at closely. */
      open: anyText,
      /** Variants that are compared, two to four. */
      compare: lenient(z.array(z.string()).check(z.maxLength(4))),
    }),
    component: lazyRouteComponent(() => import('./features/campaigns/variants-tab.tsx'), 'VariantsTab'),
  }),
  createRoute({
    ...tab,
    path: '/diversity',
    component: lazyRouteComponent(() => import('./features/campaigns/diversity-tab.tsx'), 'DiversityTab'),
  }),
  createRoute({
    ...tab,
    path: '/checks',
    component: lazyRouteComponent(() => import('./features/campaigns/checks-tab.tsx'), 'ChecksTab'),
  }),
  createRoute({
    ...tab,
    path: '/tasks',
    validateSearch: taskListSearch,
    component: lazyRouteComponent(
      () => import('./features/tasks/campaign-tasks-tab.tsx'),
      'CampaignTasksTab',
    ),
  }),
  createRoute({
    ...tab,
    path: '/activity',
    component: lazyRouteComponent(() => import('./features/campaigns/activity-tab.tsx'), 'ActivityTab'),
  }),
  createRoute({
    ...tab,
    path: '/cost',
    component: lazyRouteComponent(() => import('./features/campaigns/cost-tab.tsx'), 'CostTab'),
  }),
  createRoute({
    ...tab,
    path: '/files',
    component: lazyRouteComponent(() => import('./features/campaigns/files-tab.tsx'), 'FilesTab'),
  }),
] as const;

const briefs = createRoute({
  ...page,
  path: '/briefs',
  validateSearch: z.extend(listSearch, { campaignId: anyText }),
  component: lazyRouteComponent(() => import('./features/briefs/brief-list.tsx'), 'BriefList'),
});

const refusedBriefs = createRoute({
  ...page,
  path: '/briefs/refused',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/briefs/refused-list.tsx'), 'RefusedList'),
});

const newBrief = createRoute({
  ...page,
  path: '/briefs/new',
  validateSearch: z.object({
    /** A revision to start from. */
    from: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/briefs/brief-editor.tsx'), 'BriefEditorPage'),
});

const brief = createRoute({
  ...page,
  path: '/briefs/$id',
  validateSearch: z.object({
    /** The revision it is compared with. */
    against: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/briefs/brief-page.tsx'), 'BriefPage'),
});

const brands = createRoute({
  ...page,
  path: '/brands',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('./features/brands/brand-list.tsx'), 'BrandList'),
});

const brand = createRoute({
  ...page,
  path: '/brands/$brandId',
  component: lazyRouteComponent(() => import('./features/brands/brand-page.tsx'), 'BrandPage'),
});

const brandTab = { getParentRoute: () => brand, errorComponent: BrokenPage } as const;

const brandTabs = [
  createRoute({
    ...brandTab,
    path: '/',
    component: lazyRouteComponent(() => import('./features/brands/kit-tab.tsx'), 'KitTab'),
  }),
  createRoute({
    ...brandTab,
    path: '/revisions',
    validateSearch: z.object({
      /** The revision that is compared with the newest one. */
      revision: lenient(z.int().check(z.minimum(1))),
    }),
    component: lazyRouteComponent(() => import('./features/brands/revisions-tab.tsx'), 'RevisionsTab'),
  }),
  createRoute({
    ...brandTab,
    path: '/learning',
    validateSearch: z.object({ state: lenient(z.enum(KNOWLEDGE_STATES)) }),
    component: lazyRouteComponent(() => import('./features/brands/learning-tab.tsx'), 'LearningTab'),
  }),
  createRoute({
    ...brandTab,
    path: '/sources',
    component: lazyRouteComponent(() => import('./features/brands/sources-tab.tsx'), 'SourcesTab'),
  }),
  createRoute({
    ...brandTab,
    path: '/history',
    component: lazyRouteComponent(() => import('./features/brands/history-tab.tsx'), 'HistoryTab'),
  }),
] as const;

const alerts = createRoute({
  ...page,
  path: '/alerts',
  validateSearch: z.extend(listSearch, {
    state: lenient(z.enum(ALERT_STATES)),
    severity: lenient(z.enum(SEVERITIES)),
    campaignId: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/alerts/alert-list.tsx'), 'AlertList'),
});

const alert = createRoute({
  ...page,
  path: '/alerts/$id',
  component: lazyRouteComponent(() => import('./features/alerts/alert-page.tsx'), 'AlertPage'),
});

const inbox = createRoute({
  ...page,
  path: '/inbox',
  validateSearch: z.object({
    state: lenient(z.enum(APPROVAL_STATES)),
    subjectType: lenient(z.enum(SUBJECT_TYPES)),
    campaignId: anyText,
    /** Only what the person may decide now. In links of notifications it is a text. */
    mine: lenient(z.union([z.boolean(), z.stringbool()])),
    /** The approval that is looked at. */
    open: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/approvals/inbox.tsx'), 'Inbox'),
});

const tasks = createRoute({
  ...page,
  path: '/tasks',
  validateSearch: z.extend(taskListSearch, { campaignId: anyText }),
  component: lazyRouteComponent(() => import('./features/tasks/task-list.tsx'), 'TaskList'),
});

const calendar = createRoute({
  ...page,
  path: '/calendar',
  validateSearch: calendarSearch,
  // What days and times are shown waits for the zone: it is asked for while the page itself loads.
  loader: () => {
    void queryClient.prefetchQuery(api.schedule.rules.queryOptions({ input: { brandId: '' } }));
  },
  component: lazyRouteComponent(() => import('./features/calendar/calendar-page.tsx'), 'CalendarPage'),
});

const newTask = createRoute({
  ...page,
  path: '/tasks/new',
  validateSearch: z.object({
    campaignId: anyText,
    type: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/tasks/new-task-page.tsx'), 'NewTaskPage'),
});

const editTask = createRoute({
  ...page,
  path: '/tasks/$id/edit',
  component: lazyRouteComponent(() => import('./features/tasks/edit-task-page.tsx'), 'EditTaskPage'),
});

const reviseTask = createRoute({
  ...page,
  path: '/tasks/$id/revise',
  component: lazyRouteComponent(() => import('./features/tasks/revise-task-page.tsx'), 'ReviseTaskPage'),
});

const task = createRoute({
  ...page,
  path: '/tasks/$id',
  component: lazyRouteComponent(() => import('./features/tasks/task-page.tsx'), 'TaskPage'),
});

const taskTab = { getParentRoute: () => task, errorComponent: BrokenPage } as const;

const taskTabs = [
  createRoute({
    ...taskTab,
    path: '/',
    component: lazyRouteComponent(() => import('./features/tasks/work-tab.tsx'), 'WorkTab'),
  }),
  createRoute({
    ...taskTab,
    path: '/details',
    component: lazyRouteComponent(() => import('./features/tasks/details-tab.tsx'), 'DetailsTab'),
  }),
  createRoute({
    ...taskTab,
    path: '/runs',
    validateSearch: z.object({
      /** The run that is shown. */
      run: anyText,
      /** The run it is compared with. */
      against: anyText,
    }),
    component: lazyRouteComponent(() => import('./features/tasks/runs-tab.tsx'), 'RunsTab'),
  }),
] as const;

const settings = createRoute({
  ...page,
  path: '/settings',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/w/$workspace/settings/account', params });
  },
});

const settingsPages = [
  createRoute({
    ...page,
    path: '/settings/account',
    component: lazyRouteComponent(() => import('./features/settings/account-page.tsx'), 'AccountPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/notifications',
    component: lazyRouteComponent(
      () => import('./features/notifications/choice-page.tsx'),
      'NotificationChoicePage',
    ),
  }),
  createRoute({
    ...page,
    path: '/settings/people',
    component: lazyRouteComponent(() => import('./features/settings/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    ...page,
    path: '/settings/steps',
    component: lazyRouteComponent(() => import('./features/settings/steps-page.tsx'), 'StepsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/keys',
    component: lazyRouteComponent(() => import('./features/settings/keys-page.tsx'), 'KeysPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/secrets',
    component: lazyRouteComponent(() => import('./features/settings/secrets-page.tsx'), 'SecretsPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/policies',
    component: lazyRouteComponent(() => import('./features/settings/policies-page.tsx'), 'PoliciesPage'),
  }),
  createRoute({
    ...page,
    path: '/settings/workspace',
    component: lazyRouteComponent(() => import('./features/settings/workspace-page.tsx'), 'WorkspacePage'),
  }),
] as const;

const audit = createRoute({
  ...page,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./features/audit/audit-page.tsx'), 'AuditPage'),
});

const developers = createRoute({
  ...page,
  path: '/developers',
  validateSearch: z.object({
    /** The operation that is looked at. */
    op: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/developers/developers-page.tsx'), 'DevelopersPage'),
});

const models = createRoute({
  ...page,
  path: '/models',
  component: lazyRouteComponent(() => import('./features/models/models-page.tsx'), 'ModelsPage'),
});

const modelsTab = { getParentRoute: () => models, errorComponent: BrokenPage } as const;

const modelsTabs = [
  createRoute({
    ...modelsTab,
    path: '/',
    component: lazyRouteComponent(() => import('./features/models/status-tab.tsx'), 'StatusTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/use-cases',
    component: lazyRouteComponent(() => import('./features/models/use-cases-tab.tsx'), 'UseCasesTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/calls',
    validateSearch: z.extend(listSearch, {
      useCase: anyText,
      target: anyText,
      outcome: lenient(z.enum(OUTCOMES)),
      campaignId: anyText,
      requestId: anyText,
      runId: anyText,
      day: anyText,
    }),
    component: lazyRouteComponent(() => import('./features/models/calls-tab.tsx'), 'CallsTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/usage',
    validateSearch: z.object({
      by: lenient(z.enum(USAGE_BY)),
      days: lenient(z.int().check(z.minimum(1), z.maximum(MOST_USAGE_DAYS))),
    }),
    component: lazyRouteComponent(() => import('./features/models/usage-tab.tsx'), 'UsageTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/budgets',
    component: lazyRouteComponent(() => import('./features/models/budgets-tab.tsx'), 'BudgetsTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/prompts',
    component: lazyRouteComponent(() => import('./features/models/prompts-tab.tsx'), 'PromptsTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/experiments',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./features/models/experiments-tab.tsx'), 'ExperimentsTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/evaluations',
    validateSearch: z.extend(listSearch, { set: anyText }),
    component: lazyRouteComponent(() => import('./features/models/evaluations-tab.tsx'), 'EvaluationsTab'),
  }),
  createRoute({
    ...modelsTab,
    path: '/try',
    component: lazyRouteComponent(() => import('./features/models/try-tab.tsx'), 'TryTab'),
  }),
] as const;

const modelCall = createRoute({
  ...page,
  path: '/models/calls/$id',
  component: lazyRouteComponent(() => import('./features/models/call-page.tsx'), 'CallPage'),
});

const modelPrompt = createRoute({
  ...page,
  path: '/models/prompts/$name',
  validateSearch: z.object({
    /** The version that is shown; the one in use where it is left out. */
    version: lenient(z.int().check(z.minimum(0))),
    /** The version it is compared with. */
    against: lenient(z.int().check(z.minimum(0))),
  }),
  component: lazyRouteComponent(() => import('./features/models/prompt-page.tsx'), 'PromptPage'),
});

const modelExperiment = createRoute({
  ...page,
  path: '/models/experiments/$id',
  component: lazyRouteComponent(() => import('./features/models/experiment-page.tsx'), 'ExperimentPage'),
});

const modelEvaluation = createRoute({
  ...page,
  path: '/models/evaluations/$id',
  validateSearch: z.object({
    /** The run it is compared with. */
    against: anyText,
  }),
  component: lazyRouteComponent(() => import('./features/models/evaluation-page.tsx'), 'EvaluationPage'),
});

const outside = [
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: z.object({
      /** Where the person wanted to go. */
      to: anyText,
    }),
    component: lazyRouteComponent(() => import('./features/account/sign-in.tsx'), 'SignIn'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/set-up',
    component: lazyRouteComponent(() => import('./features/account/by-link.tsx'), 'SetUp'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/invitation',
    component: lazyRouteComponent(() => import('./features/account/by-link.tsx'), 'Invitation'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/new-password',
    component: lazyRouteComponent(() => import('./features/account/by-link.tsx'), 'NewPassword'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/review',
    component: lazyRouteComponent(() => import('./features/review/review-page.tsx'), 'ReviewPage'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...outside,
    workspace.addChildren([
      overview,
      inbox,
      tasks,
      calendar,
      newTask,
      editTask,
      reviseTask,
      task.addChildren(taskTabs),
      campaigns,
      campaign.addChildren(campaignTabs),
      briefs,
      refusedBriefs,
      newBrief,
      brief,
      brands,
      brand.addChildren(brandTabs),
      alerts,
      alert,
      settings,
      ...settingsPages,
      audit,
      developers,
      models.addChildren(modelsTabs),
      modelCall,
      modelPrompt,
      modelExperiment,
      modelEvaluation,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
});

whenSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname.startsWith('/w/')) void router.navigate({ to: '/sign-in', search: { to: href } });
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
