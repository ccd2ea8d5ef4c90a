import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { CAMPAIGN_STATUSES, RESTING_STATUSES } from './enums.ts';

export { CAMPAIGN_STATUSES, RESTING_STATUSES };

export const campaignStatus = z.enum(CAMPAIGN_STATUSES);

export const campaign = z.object({
  id: z.string(),
  key: z.string().describe('The campaign id of the brief.'),
  name: z.string(),
  brandId: z.string().nullable(),
  revision: z.number().int().describe('Revision of the brief that this is about.'),
  status: campaignStatus,
  statusCause: z.string().nullable().describe('Why it stands there, in a sentence.'),
  cellCount: z.number().int().describe('Cells (product x locale x channel) planned.'),
  cellsDone: z.number().int(),
  targetVariants: z.number().int(),
  variantCount: z.number().int().describe('Variants that passed the audit.'),
  completionRate: z.number().describe('variantCount / targetVariants, at most 1.'),
  nearUniqueCount: z.number().int().describe('Variants left when near-duplicates count once.'),
  effectiveVariants: z
    .number()
    .nullable()
    .describe('Effective number of variants, summed over cells (CRE-5).'),
  diversityScore: z
    .number()
    .nullable()
    .describe('0: all alike, 1: all different; null when no cell has two variants.'),
  imageCount: z.number().int(),
  costMicro: z.number().int().describe('Cost of model calls so far, in millionths of a US dollar.'),
  createdAt: z.date(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
});
export type Campaign = z.output<typeof campaign>;

export const campaignChange = z.object({
  at: z.date(),
  type: z.string(),
  cause: z.string(),
  actor: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/** Counts over all campaigns that one sees. */
export const campaignCounts = z.object({
  active: z.number().int().describe('Waiting, planned or generating.'),
  completed: z.number().int(),
  failed: z.number().int(),
  needsAssets: z.number().int(),
  cancelled: z.number().int(),
  variants: z.number().int(),
  costMicro: z.number().int().describe('Cost of model calls, in millionths of a US dollar.'),
});

const reference = z.object({ id: z.string().max(200).describe('Id or key of the campaign.') });

export const campaignsContract = {
  list: operation(
    { needs: 'campaigns.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns',
      summary: 'List campaigns, newest first',
      tags: ['Campaigns'],
    },
  )
    .input(
      z.object({
        ...pageInput,
        status: campaignStatus.optional(),
        brandId: z.string().max(200).optional().describe('Only of this brand.'),
        text: z.string().max(200).optional().describe('Part of name or key, in small or capital letters.'),
      }),
    )
    .output(pageOf(campaign)),
  counts: operation(
    { needs: 'campaigns.read', effect: 'read' },
    {
      method: 'GET',
      path: '/overview/campaigns',
      summary: 'How many campaigns stand where, with their variants and cost',
      tags: ['Campaigns'],
    },
  ).output(campaignCounts),
  get: operation(
    { needs: 'campaigns.read', effect: 'read' },
    { method: 'GET', path: '/campaigns/{id}', summary: 'One campaign', tags: ['Campaigns'] },
  )
    .input(reference)
    .output(campaign),
  history: operation(
    { needs: 'campaigns.read', effect: 'read' },
    {
      method: 'GET',
      path: '/campaigns/{id}/history',
      summary: 'What happened to a campaign, oldest first',
      tags: ['Campaigns'],
    },
  )
    .input(reference.extend({ limit: z.coerce.number().int().min(1).max(1000).default(200) }))
    .output(z.object({ items: z.array(campaignChange) })),
  resume: operation(
    { needs: 'campaigns.run', effect: 'write' },
    {
      method: 'POST',
      path: '/campaigns/{id}/resume',
      summary: 'Generate what is missing',
      tags: ['Campaigns'],
    },
  )
    .input(reference)
    .output(campaign),
  cancel: operation(
    { needs: 'campaigns.run', effect: 'write' },
    {
      method: 'POST',
      path: '/campaigns/{id}/cancel',
      summary: 'Stop generating; what is finished stays',
      tags: ['Campaigns'],
    },
  )
    .input(reference)
    .output(campaign),
};
