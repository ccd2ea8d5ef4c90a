import { z } from 'zod';
import { problemSchema } from '#kernel/text-problem';
import { renderProblems } from '#platform/structured-text/render-problem';
import { apiRouter } from '#server/router';
import type { Answer } from './perform.ts';
import { defineTool, type Tool } from './tool.ts';
import { variantRows } from './variant-row.ts';

const PAGED = 'A page may hold fewer than `limit`: pass its `next` as `after` to go on.';

/** Everything an assistant can do, in the order in which it is listed. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'check_brief',
    title: 'Check a brief',
    description:
      'Checks a campaign brief (YAML or JSON as text) without taking it: whether it is valid, and each problem with line, column, field and a hint. Pictures it names are looked for in the briefs folder of the server.',
    operation: apiRouter.briefs.check,
    report: reportOnBrief,
  },
  {
    name: 'run_brief',
    title: 'Take a brief and make its campaign',
    description:
      'Takes a campaign brief (YAML or JSON as text). A new campaign id makes a campaign, a changed text a new revision, whose files take the place of the old ones; an unchanged text does nothing. Generation starts by itself and this answers at once: ask get_campaign how it goes. A brief with errors is refused with line and column.',
    operation: apiRouter.briefs.submit,
    change: { isOverwriting: true, isSameTwice: true },
    startsRun: true,
  },
  {
    name: 'list_briefs',
    title: 'List the revisions of briefs',
    description: `Lists the revisions of briefs, newest first, all or those of one campaign by its id: where each came from and when, without its text. ${PAGED}`,
    operation: apiRouter.briefs.list,
  },
  {
    name: 'get_brief',
    title: 'Look at a revision of a brief',
    description: 'One revision of a brief by id, with its text as it was handed in.',
    operation: apiRouter.briefs.get,
  },
  {
    name: 'restore_brief',
    title: 'Bring a former revision of a brief back',
    description:
      'Brings a former revision of a brief, by its id, back as a new revision with its text and pictures. Its campaign is made anew, as with a changed brief: files take the place of the old ones, decisions about the revision before are void. `newest` is the number of the newest revision that you looked at; where there is a newer one by now, nothing changes. Answers at once: ask get_campaign how it goes.',
    operation: apiRouter.briefs.restore,
    change: { isOverwriting: true, isSameTwice: true },
    startsRun: true,
  },
  {
    name: 'list_campaigns',
    title: 'List campaigns',
    description: `Lists campaigns, newest first: status with its cause, variants made and wanted, diversity. ${PAGED}`,
    operation: apiRouter.campaigns.list,
  },
  {
    name: 'get_campaign',
    title: 'Look at a campaign',
    description:
      'One campaign by id or key: status with its cause, cells done, variants made and wanted, diversity.',
    operation: apiRouter.campaigns.get,
  },
  {
    name: 'resume_campaign',
    title: 'Generate what a campaign lacks',
    description:
      'Generates what a campaign lacks, for example after a picture or a brand kit was added. Refused while it is being worked on. Answers at once: ask get_campaign how it goes.',
    operation: apiRouter.campaigns.resume,
    change: { isOverwriting: false, isSameTwice: false },
    startsRun: true,
  },
  {
    name: 'cancel_campaign',
    title: 'Stop a campaign',
    description: 'Stops a campaign; finished variants stay. resume_campaign takes it up again.',
    operation: apiRouter.campaigns.cancel,
    change: { isOverwriting: true, isSameTwice: true },
  },
  {
    name: 'list_variants',
    title: 'List the variants of a campaign',
    description: `Lists the variants of a campaign's current revision with their texts and files. Their checks and repairs are left out: get_variant has them. ${PAGED}`,
    operation: apiRouter.variants.listVariants,
    view: variantRows,
  },
  {
    name: 'get_variant',
    title: 'Look at a variant',
    description:
      'One variant by id: texts, facts they rest on, files, and every check with what was measured.',
    operation: apiRouter.variants.getVariant,
  },
  {
    name: 'list_approvals',
    title: 'List what people have to approve',
    description: `Lists briefs and variants that wait for people, with what people decided, newest first, by state, kind or campaign. Only people decide. ${PAGED}`,
    operation: apiRouter.approvals.list,
  },
  {
    name: 'list_alerts',
    title: 'List alerts',
    description: `Lists alerts, newest first, by state, severity or campaign. ${PAGED}`,
    operation: apiRouter.alerts.list,
  },
  {
    name: 'get_alert_context',
    title: 'Look at an alert with all that is known',
    description:
      'One alert by id with system status, performance, business impact, recommended actions, stakeholders and history. Each figure names what it was computed from; null means that there is no data.',
    operation: apiRouter.alerts.context,
  },
  {
    name: 'acknowledge_alert',
    title: 'Say that somebody is on it',
    description: 'Marks an open alert as acknowledged. One that is acknowledged already stays as it is.',
    operation: apiRouter.alerts.acknowledge,
    change: { isOverwriting: false, isSameTwice: true },
  },
  {
    name: 'resolve_alert',
    title: 'Close an alert',
    description:
      'Closes an alert with what was done about it. It cannot be opened again; if the problem comes back, it is a new alert.',
    operation: apiRouter.alerts.resolve,
    change: { isOverwriting: true, isSameTwice: true },
  },
  {
    name: 'draft_message',
    title: 'Draft the message about an alert',
    description:
      'Drafts the stakeholder message about an alert for leadership, client or team from the alert context, in place of the draft before. Nothing is sent: a person takes it from there. A message that a person approved is returned as it is.',
    operation: apiRouter.messages.draft,
    change: { isOverwriting: true, isSameTwice: false },
  },
  {
    name: 'list_messages',
    title: 'List drafted messages',
    description: `Lists drafted stakeholder messages, newest first, all or those of one alert. ${PAGED}`,
    operation: apiRouter.messages.list,
  },
].map(defineTool);

const checked = z.object({ isValid: z.boolean(), problems: z.array(problemSchema) });

/** The finding of a check as the command line prints it: with the line and a caret under the place. */
function reportOnBrief(answer: Answer, input: Readonly<Record<string, unknown>>): string {
  const { isValid, problems } = checked.parse(answer);
  const fileName = typeof input['fileName'] === 'string' ? input['fileName'] : 'brief.yaml';
  const verdict = isValid ? 'The brief is valid.' : 'The brief cannot be taken.';
  return [verdict, renderProblems(problems, { fileName })].filter(Boolean).join('\n\n');
}
