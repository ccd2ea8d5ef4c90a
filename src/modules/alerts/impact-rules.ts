import type { Alert, AlertContext } from './contract.ts';

const HOUR_MS = 3_600_000;

/** What the judgement of an alert's impact rests on; all of it read from stored data. */
export interface ImpactFacts {
  readonly severity: Alert['severity'];
  /** Pictures asked for and not there. */
  readonly missing: number;
  /** Pictures asked for. */
  readonly wanted: number;
  /** Whole days until the campaign's first day; negative when it has begun, null without a schedule. */
  readonly daysToStart: number | null;
}

/** How much a client notices, with the reason in a sentence. */
export function judgeClientImpact(facts: ImpactFacts): {
  level: AlertContext['businessImpact']['clientImpact'];
  reason: string;
} {
  const share = facts.wanted === 0 ? 0 : facts.missing / facts.wanted;
  const percent = Math.round(share * 100);
  if (facts.missing === 0) {
    return {
      level: facts.severity === 'CRITICAL' ? 'medium' : 'none',
      reason: 'No deliverable of a campaign is missing.',
    };
  }
  if (facts.daysToStart === null) {
    const level = share >= 0.5 ? 'medium' : 'low';
    return { level, reason: `${percent} % of the pictures are missing; the brief names no start date.` };
  }
  const when =
    facts.daysToStart < 0
      ? 'the campaign has already begun'
      : `the campaign begins in ${facts.daysToStart} days`;
  const level = facts.daysToStart <= 2 ? 'high' : facts.daysToStart <= 7 || share >= 0.5 ? 'medium' : 'low';
  return { level, reason: `${percent} % of the pictures are missing and ${when}.` };
}

/** P1 to P4 from severity, raised one step when the client notices much. */
export function judgePriority(
  severity: Alert['severity'],
  impact: AlertContext['businessImpact']['clientImpact'],
): AlertContext['businessImpact']['mitigationPriority'] {
  const base = { CRITICAL: 1, HIGH: 2, MEDIUM: 3, LOW: 4 }[severity];
  const raised = impact === 'high' ? Math.max(1, base - 1) : base;
  return (['P1', 'P2', 'P3', 'P4'] as const)[raised - 1] ?? 'P4';
}

/** Who is told how soon, counted from `now`. */
export function judgeStakeholders(
  severity: Alert['severity'],
  impact: AlertContext['businessImpact']['clientImpact'],
  now: Date,
): AlertContext['stakeholders'] {
  const urgency = (
    { CRITICAL: 'now', HIGH: 'within 4 hours', MEDIUM: 'today', LOW: 'next working day' } as const
  )[severity];
  const escalate = severity === 'CRITICAL' || impact === 'high';
  const hours = ({ CRITICAL: [1, 4, 24], HIGH: [4, 24], MEDIUM: [24], LOW: [72] } as const)[severity];
  return {
    urgency,
    escalate,
    escalateTo: escalate ? 'agency leadership' : 'nobody yet',
    followUp: hours.map((afterHours, index) => ({
      afterHours,
      at: new Date(now.getTime() + afterHours * HOUR_MS).toISOString(),
      what: index === 0 ? 'Say whether the cause is found.' : 'Say what was done and what is left.',
    })),
  };
}

/** What to do about each type of alert; the details of the alert come first where they say it better. */
export function recommendActions(alert: Pick<Alert, 'type' | 'details'>): AlertContext['recommendedActions'] {
  const shortfalls = Array.isArray(alert.details['shortfalls'])
    ? alert.details['shortfalls'].slice(0, 5)
    : [];
  const named = shortfalls
    .map((found: unknown) => (found as { message?: unknown }).message)
    .filter((message) => typeof message === 'string')
    .map((message) => ({ action: message, why: 'A cell of the campaign falls short.' }));
  return [...named, ...GENERAL[alert.type]];
}

const GENERAL: Readonly<Record<Alert['type'], AlertContext['recommendedActions']>> = {
  'brief.rejected': [
    {
      action: 'Mend the named lines of the brief and save it: it is read again by itself.',
      why: 'A rejected brief is tried again only when it changes.',
    },
  ],
  'assets.missing': [
    {
      action: 'Add the missing facts, texts or pictures to the brief, or run `aicmo campaign resume`.',
      why: 'Only what is missing is generated then.',
    },
  ],
  'diversity.low': [
    {
      action: 'Add different facts (a proof, a problem it solves, a price) or a second product picture.',
      why: 'Variants differ as far as the material they are made from.',
    },
  ],
  'rendering.failed': [
    {
      action: 'Look at the named error, mend its cause, then run `aicmo campaign resume`.',
      why: 'Finished cells are kept.',
    },
  ],
  'campaign.failed': [
    {
      action: 'Look at the named error in the log, mend its cause, then run `aicmo campaign resume`.',
      why: 'The campaign stopped and does not go on by itself.',
    },
  ],
  'disk.low': [
    { action: 'Free disk space or move AICMO_HOME to a larger disk.', why: 'A full disk stops generation.' },
  ],
  'run.taken_over': [
    {
      action: 'Look into the log of the process that ended.',
      why: 'Its work goes on elsewhere; why it ended is not known here.',
    },
  ],
  'budget.low': [
    {
      action:
        'See what spent it with `aicmo llm usage`, then raise it with `aicmo llm budget set`, or leave it.',
      why: 'Without room in the budget paid models are not called; free and offline ones still write.',
    },
  ],
};
