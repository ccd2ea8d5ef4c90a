import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Gateway } from '#llm/index';
import type { Executed } from '#llm/execute/job';
import type { TextAnswer } from '#llm/model';
import type { Database } from '#platform/db/database';
import { createTestDatabase } from '#test/database';
import { ANSWER, type Wire } from '#test/model-peer/answer-plan';
import { type ModelPeer, type PeerCall, startModelPeer } from '#test/model-peer/model-peer';
import { type Scenario, SCENARIOS } from '#test/model-peer/scenarios';
import {
  type CallRow,
  callsOnRecord,
  openTestGateway,
  peerSettings,
  testScope,
  userPrompt,
} from '#test/test-gateway';

const WALL_WIRES: readonly Wire[] = ['openai', 'anthropic', 'google'];
const PROMPT = userPrompt('Count from w1 to w60.');

/** What one run of a scenario came to. */
interface Run {
  readonly answers: readonly (Executed<TextAnswer> | Error)[];
  readonly ms: number;
  readonly primary: readonly PeerCall[];
  readonly fallback: readonly PeerCall[];
  readonly record: readonly CallRow[];
  /** When the primary came back, on the clock of the calls. */
  readonly recoveredAt: number;
}

interface Stand {
  readonly peer: ModelPeer;
  readonly db: Database;
  readonly gateway: Gateway;
}

/** Each scenario has a peer, a database and a gateway of its own, so that all can run at once. */
async function stand(wire: Wire, mode: 'fallback' | 'alone'): Promise<Stand & AsyncDisposable> {
  const peer = await startModelPeer();
  const db = await createTestDatabase();
  const targets = {
    primary: { wire, contextWindow: 8_000 },
    fallback: { wire, contextWindow: 200_000 },
  };
  const chain = mode === 'alone' ? ['primary'] : ['primary', 'fallback'];
  const file = peerSettings(peer, { targets, useCases: { chat: { chain, deadlineMs: 30_000 } } });
  const gateway = openTestGateway(db, file);
  return {
    peer,
    db,
    gateway,
    async [Symbol.asyncDispose]() {
      await gateway.close();
      await db.close();
      await peer[Symbol.asyncDispose]();
    },
  };
}

async function runScenario(scenario: Scenario, wire: Wire): Promise<Run> {
  await using at = await stand(wire, 'fallback');
  const { peer, gateway, db } = at;
  const plans = scenario.plans(wire);
  peer.script('primary', ...plans.primary);
  peer.script('fallback', ...plans.fallback);
  const call = (): Promise<Executed<TextAnswer> | Error> =>
    gateway
      .text({ useCase: 'chat', scope: testScope(), prompt: PROMPT })
      .catch((error: unknown) => error as Error);
  const start = performance.now();
  const answers: (Executed<TextAnswer> | Error)[] = [];
  let recoveredAt = Infinity;
  const { calls, everyMs } = scenario.sequence ?? { calls: 1, everyMs: 0 };
  for (let n = 0; n < calls; n++) {
    if (
      scenario.outageMs !== undefined &&
      recoveredAt === Infinity &&
      performance.now() - start >= scenario.outageMs
    ) {
      peer.script('primary', {});
      recoveredAt = peer.calls.at(-1)?.at ?? 0;
    }
    const began = performance.now();
    answers.push(await call());
    if (n < calls - 1) await delay(Math.max(0, everyMs - (performance.now() - began)));
  }
  const ms = performance.now() - start;
  const run = {
    primary: [...peer.callsOf('primary')],
    fallback: [...peer.callsOf('fallback')],
    record: await callsOnRecord(db),
  };
  // Everywhere: the gateway serves the next call.
  peer.script('primary', {});
  const next = await call();
  expect(next, 'the next call').toMatchObject({ result: { text: ANSWER } });
  return { answers, ms, recoveredAt, ...run };
}

function expectWhole(run: Run): void {
  for (const answer of run.answers) {
    expect(answer).toMatchObject({ result: { text: ANSWER, finish: 'stop', flags: [] }, flags: [] });
  }
}

const from = (run: Run, target: string): void => {
  for (const answer of run.answers)
    expect(answer).toMatchObject({ origin: { target, model: target, isGenerated: true } });
};

/** The conduct wanted of each scenario; times of the public wall divided by six, but for Retry-After. */
const CONDUCT: Readonly<Record<string, (run: Run) => void>> = {
  S01: (run) => {
    expectWhole(run);
    from(run, 'primary');
    const [first, second] = run.primary;
    expect(run.primary).toHaveLength(2);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_800);
    expect(run.fallback).toHaveLength(0);
  },
  S02: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.primary.length).toBeLessThanOrEqual(4);
    expect(run.primary.length + run.fallback.length).toBeLessThanOrEqual(6);
  },
  S03: (run) => {
    expectWhole(run);
    from(run, 'primary');
    expect([run.primary.length, run.fallback.length]).toEqual([2, 0]);
  },
  S04: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.primary.length + run.fallback.length).toBeLessThanOrEqual(6);
  },
  S05: (run) => {
    expectWhole(run);
    expect(run.primary.length + run.fallback.length).toBe(2);
  },
  S06: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.primary).toHaveLength(1);
    expect(run.ms).toBeLessThan(100_000 / 6);
    expect(run.record[0]).toMatchObject({
      target: 'primary',
      fault: 'first_token_timeout',
      first_token_ms: null,
    });
  },
  S07: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.ms).toBeLessThan(15_000);
    expect(run.record[0]).toMatchObject({ fault: 'first_token_timeout' });
  },
  S08: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.record.filter((call) => call.fault === 'truncated' || call.fault === 'network').length).toBe(
      run.primary.length,
    );
    expect(run.record[0]).toMatchObject({ cost_basis: 'estimated', outcome: 'failed' });
    expect(Number(run.record[0]?.['cost_micro'])).toBeGreaterThan(0);
  },
  S09: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.ms).toBeLessThan(45_000 / 6);
    expect(run.primary).toHaveLength(1);
    expect(run.record[0]).toMatchObject({ fault: 'stall' });
    expect(Number(run.record[0]?.['first_token_ms'])).toBeGreaterThanOrEqual(0);
  },
  S10: (run) => {
    expectWhole(run);
    expect(run.record[0]).toMatchObject({ fault: 'malformed' });
  },
  S11: (run) => {
    expectWhole(run);
    expect(run.ms).toBeLessThan(8_000);
    expect(run.answers[0]).toMatchObject({ result: { usage: { input: 12, output: 60 } } });
  },
  S12: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.primary).toHaveLength(1);
    expect(run.record[0]).toMatchObject({ fault: 'context' });
  },
  S13: (run) => {
    expect(run.answers[0]).toMatchObject({ code: 'llm.content_refused', status: 422 });
    expect([run.primary.length, run.fallback.length]).toEqual([1, 0]);
    expect(run.record[0]).toMatchObject({ fault: 'content_filter', outcome: 'failed' });
  },
  S14: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    for (const call of run.fallback) expect(JSON.stringify(call.body)).not.toMatch(/w39|w40/);
  },
  S15: (run) => {
    expectWhole(run);
    const outage = run.primary.filter((call) => call.at <= run.recoveredAt);
    const after = run.primary.find((call) => call.at > run.recoveredAt);
    expect(after, 'the primary is used again').toBeDefined();
    expect((after?.at ?? Infinity) - run.recoveredAt).toBeLessThan(30_000 / 6);
    // Three calls open the breaker; then one probe each time it has cooled down.
    expect(outage.length).toBeLessThanOrEqual(3 + 6);
    expect(run.answers.at(-1)).toMatchObject({ origin: { target: 'primary' } });
  },
  S16: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.answers[0]).toMatchObject({ result: { usage: { input: 31, output: 60 } } });
    expect(run.record.at(-1)).toMatchObject({
      target: 'fallback',
      model: 'fallback',
      outcome: 'ok',
      tokens_in: 31,
      tokens_out: 60,
      cost_basis: 'reported',
      cost_micro: 31 + 120,
    });
  },
  S17: (run) => {
    expectWhole(run);
    from(run, 'fallback');
    expect(run.record[0]).toMatchObject({ fault: 'server' });
  },
};

/** True of every run: each call the peer got is on record, none is left running, and nothing is reserved. */
function expectTrueRecord(run: Run): void {
  const sent = run.record.filter((call) => call.outcome !== 'skipped');
  expect(sent.filter((call) => call.target === 'primary')).toHaveLength(run.primary.length);
  expect(sent.filter((call) => call.target === 'fallback')).toHaveLength(run.fallback.length);
  expect(run.record.every((call) => call['state'] === 'ended')).toBe(true);
}

// One after another on each wire: what is measured is time, and two cores are soon busy.
describe.each(WALL_WIRES)('GWY-2 the fault wall on the wire of %s', (wire) => {
  const runs = new Map<string, Promise<Run>>();
  beforeAll(() => {
    for (const scenario of SCENARIOS)
      runs.set(
        scenario.id,
        runScenario(scenario, wire).catch((error: unknown) => Promise.reject(error as Error)),
      );
    for (const run of runs.values()) run.catch(() => undefined);
  });
  afterAll(() => Promise.allSettled(runs.values()));
  it.each(SCENARIOS.map(({ id, title, wanted }) => [id, title, wanted]))(
    '%s %s: %s',
    async (id) => {
      const run = await (runs.get(id) as Promise<Run>);
      CONDUCT[id]?.(run);
      expect(CONDUCT[id]).toBeDefined();
      expectTrueRecord(run);
    },
    60_000,
  );
});
