import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { ALERT_STATES, SEVERITIES } from './enums.ts';

export { ALERT_STATES, SEVERITIES };

export const ALERT_TYPES = [
  'brief.rejected',
  'assets.missing',
  'diversity.low',
  'rendering.failed',
  'campaign.failed',
  'disk.low',
  'run.taken_over',
  'budget.low',
] as const;

export const alert = z.object({
  id: z.string(),
  type: z.enum(ALERT_TYPES),
  severity: z.enum(SEVERITIES),
  message: z.string(),
  campaignId: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  state: z.enum(ALERT_STATES),
  count: z.number().int().describe('How often the same problem was seen while the alert was not resolved.'),
  firstRaisedAt: z.date(),
  lastRaisedAt: z.date(),
  acknowledgedAt: z.date().nullable(),
  acknowledgedBy: z.string().nullable(),
  resolvedAt: z.date().nullable(),
  resolvedBy: z.string().nullable(),
  resolution: z.string().nullable(),
});
export type Alert = z.output<typeof alert>;

const figure = z.object({
  value: z
    .number()
    .nullable()
    .describe('null: there is no data to compute it from; the source says what would feed it.'),
  unit: z.string(),
  source: z.string().describe('From what it was computed.'),
});
export type Figure = z.output<typeof figure>;

/** The alert context (ALR-3): all that a writer of messages may know. */
export const alertContext = z.object({
  version: z.literal(1),
  generatedAt: z.string(),
  alert: z.object({
    id: z.string(),
    type: z.enum(ALERT_TYPES),
    severity: z.enum(SEVERITIES),
    message: z.string(),
    state: z.enum(ALERT_STATES),
    count: figure,
    firstRaisedAt: z.string(),
    campaign: z.object({ id: z.string(), key: z.string(), name: z.string(), status: z.string() }).nullable(),
    details: z.record(z.string(), z.unknown()),
  }),
  systemStatus: z.object({
    time: z.string(),
    activeCampaigns: figure,
    completedCampaigns: figure,
    failedCampaigns: figure,
    openAlerts: figure,
    health: z.enum(['ok', 'degraded']),
    healthReason: z.string(),
  }),
  performance: z.object({
    successRate: figure,
    averageVariants: figure,
    totalVariants: figure,
    costPerCampaign: figure,
  }),
  businessImpact: z.object({
    estimatedDelayHours: figure,
    affectedDeliverables: figure,
    cost: figure,
    daysToStart: figure,
    clientImpact: z.enum(['none', 'low', 'medium', 'high']),
    clientImpactReason: z.string(),
    mitigationPriority: z.enum(['P1', 'P2', 'P3', 'P4']),
  }),
  recommendedActions: z.array(z.object({ action: z.string(), why: z.string() })),
  stakeholders: z.object({
    urgency: z.enum(['today', 'within 4 hours', 'now', 'next working day']),
    escalate: z.boolean(),
    escalateTo: z.string(),
    followUp: z.array(z.object({ afterHours: z.number(), at: z.string(), what: z.string() })),
  }),
  history: z.object({
    similarAlerts: figure,
    medianResolutionHours: figure,
    recent: z.array(
      z.object({
        id: z.string(),
        raisedAt: z.string(),
        resolutionHours: z.number().nullable(),
        resolution: z.string().nullable(),
      }),
    ),
    estimate: z.string(),
  }),
});
export type AlertContext = z.output<typeof alertContext>;

export const alertCounts = z.object({
  all: z.number().int().describe('Alerts that are not resolved.'),
  severe: z.number().int().describe('Those of them that are HIGH or CRITICAL.'),
});

const reference = z.object({ id: z.string().max(200) });

export const alertsContract = {
  list: operation(
    { needs: 'alerts.read', effect: 'read' },
    { method: 'GET', path: '/alerts', summary: 'List alerts, newest first', tags: ['Alerts'] },
  )
    .input(
      z.object({
        ...pageInput,
        state: z.enum(ALERT_STATES).optional(),
        severity: z.enum(SEVERITIES).optional(),
        campaignId: z.string().max(200).optional(),
        text: z.string().max(200).optional().describe('Part of the message, in small or capital letters.'),
      }),
    )
    .output(pageOf(alert)),
  counts: operation(
    { needs: 'alerts.read', effect: 'read' },
    {
      method: 'GET',
      path: '/overview/alerts',
      summary: 'How many alerts are not resolved',
      tags: ['Alerts'],
    },
  ).output(alertCounts),
  get: operation(
    { needs: 'alerts.read', effect: 'read' },
    { method: 'GET', path: '/alerts/{id}', summary: 'One alert', tags: ['Alerts'] },
  )
    .input(reference)
    .output(alert),
  acknowledge: operation(
    { needs: 'alerts.handle', effect: 'write' },
    {
      method: 'POST',
      path: '/alerts/{id}/acknowledge',
      summary: 'Say that somebody is on it',
      tags: ['Alerts'],
    },
  )
    .input(reference)
    .output(alert),
  resolve: operation(
    { needs: 'alerts.handle', effect: 'write' },
    {
      method: 'POST',
      path: '/alerts/{id}/resolve',
      summary: 'Close an alert, with what was done',
      tags: ['Alerts'],
    },
  )
    .input(reference.extend({ resolution: z.string().trim().min(1).max(2000) }))
    .output(alert),
  context: operation(
    { needs: 'alerts.read', effect: 'read' },
    {
      method: 'GET',
      path: '/alerts/{id}/context',
      summary: 'Everything known about an alert, each figure with its source',
      tags: ['Alerts'],
    },
  )
    .input(reference)
    .output(alertContext),
};
