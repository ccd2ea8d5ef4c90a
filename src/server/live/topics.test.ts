import { expect, it } from 'vitest';
import { TOPICS } from '#client/live-protocol';
import { PERMISSIONS_OF, ROLES } from '#kernel/permission';
import { NEEDS_OF_SOURCES } from '#modules/notifications/index';
import type { PlacedEvent } from '#platform/events/outbox';
import { ruleOf } from './topics.ts';

/** The topic of everybody that holds a type of event; that of the audit holds most of them as well. */
function topicOf(type: string): (typeof TOPICS)[number] | undefined {
  const event = { type, subject: { type: '', id: '' }, payload: {} } as unknown as PlacedEvent;
  const everybody = { actor: { kind: 'system', part: 'test' }, brandIds: null } as const;
  return TOPICS.find((topic) => topic !== 'audit' && ruleOf(topic).tells(event, everybody) !== false);
}

it('UI-4 nobody is notified of what they may not hear live, except of what is about themselves', () => {
  for (const [type, needs] of Object.entries(NEEDS_OF_SOURCES)) {
    if (needs === null) continue;
    const topic = topicOf(type);
    if (topic === undefined) throw new Error(`no topic holds ${type}`);
    for (const role of ROLES) {
      const may = PERMISSIONS_OF[role];
      if (may.includes(needs))
        expect([type, role, may]).toEqual([type, role, expect.arrayContaining([ruleOf(topic).needs])]);
    }
  }
});

it('SCH-4 who works in a brand hears what is paused for all or for that brand, and not for others', () => {
  const tells = (type: string, id: string, brandIds: string[] | null) => {
    const event = { type: 'schedule.paused', subject: { type, id }, payload: {} } as unknown as PlacedEvent;
    return ruleOf('tasks').tells(event, { actor: { kind: 'system', part: 'test' }, brandIds });
  };
  expect(tells('workspace', 'ws_default', ['brd_1'])).toBe(true);
  expect(tells('brand', 'brd_1', ['brd_1'])).toBe(true);
  expect(tells('brand', 'brd_2', ['brd_1'])).toBe(false);
  expect(tells('brand', 'brd_2', null)).toBe(true);
  expect(tells('campaign', 'cmp_1', ['brd_1'])).toBe('campaign');
});
