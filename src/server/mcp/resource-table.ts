import { type AnyProcedure, call } from '@orpc/server';
import type { z } from 'zod';
import { type ApiContext, apiRouter } from '#server/router';
import { variantRows } from './variant-row.ts';

/** A JSON document, or a family of them, that a client can list and read. */
export interface McpResource {
  readonly name: string;
  /** Its address; at most one variable. */
  readonly uri: string;
  readonly title: string;
  readonly description: string;
  readonly operation: AnyProcedure;
  readonly view?: z.ZodType;
  readonly input: (variables: Readonly<Record<string, string>>) => Record<string, string>;
  /** Whether it is a page, which `?after=` goes on from. */
  readonly isPaged: boolean;
  /** The newest values of the variable, for listing and completion. */
  readonly newest?: (context: ApiContext, limit: number) => Promise<string[]>;
}

const PAGED = 'When there are more, `more` is the address to go on with.';

/** Everything an assistant can read by address. */
export const RESOURCES: readonly McpResource[] = [
  {
    name: 'campaigns',
    uri: 'aicmo://campaigns',
    title: 'Campaigns',
    description: `Campaigns, newest first. ${PAGED}`,
    operation: apiRouter.campaigns.list,
    input: () => ({}),
    isPaged: true,
  },
  {
    name: 'campaign',
    uri: 'aicmo://campaigns/{key}',
    title: 'Campaign',
    description: 'How a campaign stands: status with its cause, cells, variants, diversity.',
    operation: apiRouter.campaigns.get,
    input: ({ key = '' }) => ({ id: key }),
    isPaged: false,
    newest: newestCampaigns,
  },
  {
    name: 'campaign-variants',
    uri: 'aicmo://campaigns/{key}/variants',
    title: 'Variants of campaign',
    description: `Variants of a campaign's current revision, without their checks and repairs. ${PAGED}`,
    operation: apiRouter.variants.listVariants,
    view: variantRows,
    input: ({ key = '' }) => ({ campaignId: key }),
    isPaged: true,
    newest: newestCampaigns,
  },
  {
    name: 'variant',
    uri: 'aicmo://variants/{id}',
    title: 'Variant',
    description: 'One variant with texts, files and every check.',
    operation: apiRouter.variants.getVariant,
    input: ({ id = '' }) => ({ id }),
    isPaged: false,
    newest: newestVariants,
  },
  {
    name: 'alerts',
    uri: 'aicmo://alerts',
    title: 'Alerts',
    description: `Alerts, newest first. ${PAGED}`,
    operation: apiRouter.alerts.list,
    input: () => ({}),
    isPaged: true,
  },
  {
    name: 'alert',
    uri: 'aicmo://alerts/{id}',
    title: 'Alert',
    description: 'One alert with its life: raised, acknowledged, resolved.',
    operation: apiRouter.alerts.get,
    input: ({ id = '' }) => ({ id }),
    isPaged: false,
    newest: newestAlerts,
  },
  {
    name: 'alert-context',
    uri: 'aicmo://alerts/{id}/context',
    title: 'Context of alert',
    description: 'Everything known about an alert; each figure names what it was computed from.',
    operation: apiRouter.alerts.context,
    input: ({ id = '' }) => ({ id }),
    isPaged: false,
    newest: newestAlerts,
  },
  {
    name: 'messages',
    uri: 'aicmo://messages',
    title: 'Messages',
    description: `Drafted stakeholder messages, newest first; none is sent. ${PAGED}`,
    operation: apiRouter.messages.list,
    input: () => ({}),
    isPaged: true,
  },
];

async function newestCampaigns(context: ApiContext, limit: number): Promise<string[]> {
  const { items } = await call(apiRouter.campaigns.list, { limit }, { context });
  return items.map((campaign) => campaign.key);
}

/** Variants are listed by campaign; these are of the newest campaign that has some. */
async function newestVariants(context: ApiContext, limit: number): Promise<string[]> {
  const campaigns = await call(apiRouter.campaigns.list, { limit }, { context });
  const campaign = campaigns.items.find(({ variantCount }) => variantCount > 0);
  if (campaign === undefined) return [];
  const input = { campaignId: campaign.id, limit };
  const { items } = await call(apiRouter.variants.listVariants, input, { context });
  return items.map((variant) => variant.id);
}

async function newestAlerts(context: ApiContext, limit: number): Promise<string[]> {
  const { items } = await call(apiRouter.alerts.list, { limit }, { context });
  return items.map((alert) => alert.id);
}
