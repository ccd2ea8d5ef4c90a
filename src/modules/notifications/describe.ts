import { describeActor } from '#kernel/actor';
import { positionOf } from '#platform/events/positions';
import type { Notification } from './contract.ts';
import type { NotableEvent } from './store.ts';

type Words = Pick<Notification, 'kind' | 'text' | 'link'>;

const DECIDED = {
  approve: { verb: 'approved', state: 'approved' },
  reject: { verb: 'rejected', state: 'rejected' },
  request_changes: { verb: 'asked for changes to', state: 'changes_requested' },
} as const;

const ENDS = {
  completed: { kind: 'campaign_finished', words: 'is finished' },
  failed: { kind: 'campaign_failed', words: 'has failed' },
  needs_assets: { kind: 'campaign_needs_assets', words: 'needs assets' },
} as const;

/** A notification in words. `waiting`: how many variants of each campaign wait for a decision now. */
export function describeEvent(event: NotableEvent, waiting: ReadonlyMap<string, number>): Notification {
  const { id, at, isRead } = event;
  return { id, position: positionOf(event), at, isRead, ...wordsOf(event, waiting) };
}

function wordsOf(event: NotableEvent, waiting: ReadonlyMap<string, number>): Words {
  switch (event.type) {
    case 'campaign.status_changed':
      return campaignWords(event);
    case 'brief.refused':
      return {
        kind: 'brief_refused',
        text: `The brief ${textOf(event, 'fileName')} was refused.`,
        link: linkTo('/briefs/refused'),
      };
    case 'alert.raised':
      return alertWords(event, 'alert_raised', `${textOf(event, 'severity')} alert`);
    case 'alert.repeated':
      return alertWords(event, 'alert_worsened', `An alert is ${textOf(event, 'severity')} now`);
    case 'approval.requested':
      return {
        kind: 'decision_needed',
        text: `${describeActor(event.actor)} handed in a brief for ${nameOf(event)}, to decide on.`,
        link: inboxOf(event, { subjectType: 'brief' }),
      };
    case 'approval.awaited':
      if (textOf(event, 'step') !== '') return turnWords(event);
      return textOf(event, 'subjectType') === 'task'
        ? waitingTasks(event)
        : waitingWords(event, waiting.get(event.campaignId ?? '') ?? 0);
    case 'approval.decided':
      return decisionWords(event);
    case 'approval.commented':
      return {
        kind: 'comment_made',
        text: `${describeActor(event.actor)} commented on ${thingOf(event, 1)}.`,
        link: linkTo('/inbox', { open: event.subjectId }),
      };
    case 'member.changed':
      return { kind: 'role_changed', text: roleSentence(event), link: linkTo('/settings/account') };
    case 'key.revoked':
      return {
        kind: 'key_revoked',
        text: `${describeActor(event.actor)} revoked your API key ${textOf(event, 'name')}.`,
        link: linkTo('/settings/keys'),
      };
  }
}

function campaignWords(event: NotableEvent): Words {
  const { kind, words } = ENDS[textOf(event, 'to') as keyof typeof ENDS];
  // Why it needs something is a sentence; that nothing is missing goes without saying.
  const cause = kind === 'campaign_finished' ? '' : `: ${textOf(event, 'cause')}`;
  return {
    kind,
    text: closed(`${nameOf(event)} ${words}${cause}`),
    link: linkTo(`/campaigns/${encodeURIComponent(event.campaignKey ?? event.subjectId)}`),
  };
}

function alertWords(event: NotableEvent, kind: Words['kind'], lead: string): Words {
  return {
    kind,
    text: closed(`${lead}: ${textOf(event, 'message')}`),
    link: linkTo(`/alerts/${encodeURIComponent(event.subjectId)}`),
  };
}

function waitingWords(event: NotableEvent, count: number): Words {
  const name = nameOf(event);
  const text =
    count === 0
      ? `All variants of ${name} are decided on.`
      : `${count} ${count === 1 ? 'variant' : 'variants'} of ${name} ${count === 1 ? 'waits' : 'wait'} for a decision.`;
  return { kind: 'decision_needed', text, link: inboxOf(event, { subjectType: 'variant' }) };
}

function waitingTasks(event: NotableEvent): Words {
  const count = typeof event.payload['count'] === 'number' ? event.payload['count'] : 1;
  const text = `${count} ${count === 1 ? 'task' : 'tasks'} of ${nameOf(event)} ${count === 1 ? 'waits' : 'wait'} for a decision.`;
  return { kind: 'decision_needed', text, link: inboxOf(event, { subjectType: 'task' }) };
}

const TURN = { step: 'wait', reminder: 'still wait', overdue: 'are overdue and wait' } as const;
const TURN_OF_ONE = { step: 'waits', reminder: 'still waits', overdue: 'is overdue and waits' } as const;

/** Somebody's turn in a chain: `3 variants of Quiet Autumn still wait for you (Client, step 2 of 3).` */
function turnWords(event: NotableEvent): Words {
  const [count, number, of] = ['count', 'number', 'of'].map((field) => Number(event.payload[field]));
  const reason = textOf(event, 'reason') as keyof typeof TURN;
  const subjectType = textOf(event, 'subjectType');
  const noun = count === 1 ? subjectType : `${subjectType}s`;
  const verb = (count === 1 ? TURN_OF_ONE : TURN)[reason];
  const text = `${count} ${noun} of ${nameOf(event)} ${verb} for you (${textOf(event, 'step')}, step ${number} of ${of}).`;
  return { kind: 'decision_needed', text, link: inboxOf(event, { subjectType, mine: 'true' }) };
}

function decisionWords(event: NotableEvent): Words {
  const { verb, state } = DECIDED[textOf(event, 'decision') as keyof typeof DECIDED];
  const one = event.decisions === 1 ? { open: event.subjectId } : {};
  return {
    kind: 'decision_made',
    text: `${describeActor(event.actor)} ${verb} ${thingOf(event, event.decisions)}.`,
    link: inboxOf(event, { state, subjectType: textOf(event, 'subjectType'), ...one }),
  };
}

function roleSentence(event: NotableEvent): string {
  const [role, before] = [textOf(event, 'role'), textOf(event, 'roleBefore')];
  const by = describeActor(event.actor);
  return role === before
    ? `${by} changed which brands you see.`
    : `${by} changed what you are here: ${role}${before === '' ? '' : `, before that ${before}`}.`;
}

/** What was decided on or commented: `the brief of Quiet Autumn`, `3 variants of Quiet Autumn`, `a task of Quiet Autumn`. */
function thingOf(event: NotableEvent, count: number): string {
  const name = nameOf(event);
  const subject = textOf(event, 'subjectType');
  if (subject === 'brief') return `the brief of ${name}`;
  const noun = subject === 'task' ? 'task' : 'variant';
  return count === 1 ? `a ${noun} of ${name}` : `${count} ${noun}s of ${name}`;
}

function nameOf({ campaignName }: NotableEvent): string {
  return campaignName ?? 'a campaign';
}

function textOf({ payload }: NotableEvent, field: string): string {
  const value = payload[field];
  return typeof value === 'string' ? value : '';
}

/** A sentence with its full stop, whether or not the text that it ends with has one. */
function closed(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function inboxOf({ campaignId }: NotableEvent, search: Readonly<Record<string, string>>): Words['link'] {
  return linkTo('/inbox', { ...(campaignId === null ? {} : { campaignId }), ...search });
}

function linkTo(path: string, search: Readonly<Record<string, string>> = {}): Words['link'] {
  return { path, search };
}
