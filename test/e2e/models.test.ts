import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilledStand, hasBrowser, openFilledStand } from '#test/browser';
import { valueOf } from '#test/campaign-records';
import { faultsOf } from '#test/page-faults';
import { hushCopy, variantsAnswer } from '#test/copy-answers';
import { type ModelPeer, startModelPeer } from '#test/model-peer/model-peer';
import { ownKey } from '#test/own-name';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { buildWeb } from '#server/web-role';
import { addTestPerson } from '#test/sign-in';
import { peerSettings } from '#test/test-gateway';

const BASE = '/w/ws_default/models';
const SET = {
  name: 'house-copy',
  use_case: 'copywriting',
  cases: ['hush-instagram', 'hush-linkedin'].map((name) => ({
    name,
    locale: 'en-US',
    channel: name.slice(5),
    count: 2,
    brand: { name: 'Northlight' },
    campaign: { name: 'Quiet' },
    product: {
      name: 'Hush',
      benefits: ['Turns a full train into a quiet room'],
      features: ['60 hours of battery life'],
    },
  })),
};

// Without a browser on this machine there is nothing to look with.
describe.skipIf(!hasBrowser)('UI-1 the pages of models in a browser', () => {
  const folder = makeTempFolder('models-pages');
  let stand: FilledStand;
  let peer: ModelPeer;
  beforeAll(async () => {
    peer = await startModelPeer();
    const models = join(folder, 'models.yaml');
    const targets = { talker: { wire: 'openai' }, author: { wire: 'openai' } } as const;
    writeFileSync(
      models,
      stringify(peerSettings(peer, { targets, useCases: { chat: { chain: ['talker'] } } })),
    );
    stand = await openFilledStand({ AICMO_MODELS_FILE: models });
  }, 120_000);
  afterAll(async () => {
    await stand[Symbol.asyncDispose]();
    await peer[Symbol.asyncDispose]();
    removeFolder(folder);
  });

  const textOf = (sql: string): Promise<string> => valueOf<string>(stand.house.db, sql);
  /** So that a test that begins with none of them can be tried again. */
  const empty = async (...tables: string[]): Promise<void> => {
    for (const table of tables) await stand.house.db.pool.query(`delete from ${table}`);
  };

  it('UI-3 a budget is set by keys alone, and is the one that the database has', async () => {
    await empty('llm_budget');
    const tab = await stand.open(`${BASE}/budgets`);
    await tab.getByRole('button', { name: 'Set a budget' }).press('Enter');
    // A dialog takes the focus when it has opened; what is typed before goes astray.
    await tab.locator('[role=dialog] :focus').waitFor();
    await tab.getByRole('textbox', { name: 'Limit' }).focus();
    await tab.keyboard.type('12.5');
    await tab.keyboard.press('Enter');
    await tab.getByRole('cell', { name: '$12.50' }).waitFor();
    expect(await valueOf<string>(stand.house.db, 'select limit_value::text from llm_budget')).toBe(
      '12500000',
    );
    await tab.close();
  });

  it('UI-1 the attempts in the list are those of the database, and one opens', async () => {
    const count = await valueOf<number>(stand.house.db, 'select count(*)::int from llm_call');
    const tab = await stand.open(`${BASE}/calls`);
    if (count === 0) await tab.getByText('No model was called yet').waitFor();
    else {
      await tab.getByText(`${count} attempt`).waitFor();
      await tab.locator('a.row-link').first().click();
      await tab.getByRole('heading', { level: 2, name: 'Attempts of this request' }).waitFor();
    }
    await tab.close();
  });

  it('GWY-4 a version of a prompt is added, compared with the one before, and made the one in use', async () => {
    await empty('llm_prompt_active', 'llm_prompt');
    const tab = await stand.open(`${BASE}/prompts`);
    await tab.getByRole('link', { name: 'Copywriting' }).click();
    await tab.getByRole('heading', { level: 1, name: 'Prompt: copywriting' }).waitFor();
    await tab.getByText('Version 0 in use').waitFor();
    await tab.getByRole('button', { name: 'Add a version' }).click();
    const form = tab.getByRole('dialog');
    const system = form.getByRole('textbox', { name: 'System' });
    const user = form.getByRole('textbox', { name: 'User' });
    const [before, asked] = [await system.inputValue(), await user.inputValue()];
    await user.fill(asked.replace('{{facts}}', ''));
    await form.getByRole('button', { name: 'Add the version' }).click();
    await form.getByText('It lost {{facts}}: put it back in').waitFor();
    expect(await textOf('select count(*)::text from llm_prompt')).toBe('0');
    await user.fill(asked);
    await system.fill(`${before}\nWrite {{secrets}}.`);
    await form.getByRole('button', { name: 'Add the version' }).click();
    await form.getByText('{{secrets}}: nothing is filled in there.').waitFor();
    await system.fill(`${before}\nHeadlines have at most five words.`);
    await form.getByRole('textbox', { name: 'Note' }).fill('Shorter headlines');
    await form.getByRole('button', { name: 'Add the version' }).click();

    await tab.getByRole('heading', { name: 'From version 0 to version 1' }).waitFor();
    await tab.getByText('1 line added, 0 removed').waitFor();
    await tab.getByText('+ Headlines have at most five words.').waitFor();
    await tab.getByText('No line differs.').waitFor();
    expect(await textOf('select system from llm_prompt where version = 1')).toContain('at most five words');

    await tab.getByRole('button', { name: 'Use it' }).click();
    await tab.getByText('models are told version 1 instead of version 0').waitFor();
    await tab.getByRole('button', { name: 'Use version 1' }).click();
    await tab.getByText('Version 1 in use').waitFor();
    expect(await textOf("select version::text from llm_prompt_active where name = 'copywriting'")).toBe('1');
    await tab.close();
  });

  it('GWY-4 an experiment is started, says why it has no verdict, and is ended', async () => {
    await empty('llm_experiment');
    const tab = await stand.open(`${BASE}/experiments`);
    await tab.getByText('No experiment yet').waitFor();
    await tab.getByRole('button', { name: 'Start an experiment' }).click();
    const form = tab.getByRole('dialog');
    await form.getByRole('textbox', { name: 'Name', exact: true }).fill('Shorter headlines');
    await form.getByRole('textbox', { name: 'Units of each arm' }).fill('40');
    await form.getByRole('button', { name: 'Start it' }).click();
    await form.getByText('Choose a version for each arm.').waitFor();
    for (const [arm, version] of [
      ['Arm 1', 'Version 0'],
      ['Arm 2', 'Version 1, in use'],
    ] as const) {
      await form.getByRole('group', { name: arm }).getByRole('combobox', { name: 'Version' }).click();
      await tab.getByRole('option', { name: version }).click();
    }
    await form.getByRole('button', { name: 'Start it' }).click();
    await tab.getByRole('heading', { level: 1, name: 'Shorter headlines' }).waitFor();
    await tab.getByText('The smallest arm has 0 of 40 units').waitFor();
    await tab.getByRole('cell', { name: '0 of 40' }).first().waitFor();

    await tab.getByRole('button', { name: 'End it' }).click();
    await tab.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
    await tab.getByText('Ended', { exact: true }).waitFor();
    expect(await tab.getByRole('button', { name: 'End it' }).count()).toBe(0);
    expect(await textOf('select state from llm_experiment')).toBe('ended');
    await tab.close();
  });

  it('GWY-4 the figures of an experiment are those of the database, with interval and winner', async () => {
    await stand.house.db.pool.query(`delete from llm_experiment_unit where experiment_id = 'exp_seeded'`);
    await stand.house.db.pool.query(`delete from llm_experiment where id = 'exp_seeded'`);
    await seedExperiment(stand);
    const tab = await stand.open(`${BASE}/experiments/exp_seeded`);
    await tab.getByText('new is better by').waitFor();
    const row = tab.locator('[data-arm="new"]');
    expect(await row.innerText()).toContain('60 of 40');
    expect(await row.innerText()).toContain('180 of 240');
    expect(await row.innerText()).toContain('75.0 %');
    await tab.getByRole('cell', { name: '+25.0 points' }).waitFor();
    await tab.close();
  });

  it('GWY-4 an evaluation is run, opened with its cases, and compared with another one', async () => {
    await empty('llm_evaluation');
    const run = async (version: string, ...headlines: string[]): Promise<void> => {
      peer.script('author', variantsAnswer(...headlines.map((headline) => hushCopy(headline))));
      const tab = await stand.open(`${BASE}/evaluations`);
      await tab.getByRole('button', { name: 'Run an evaluation' }).click();
      const form = tab.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Set', exact: true }).fill(stringify(SET));
      await form.getByRole('textbox', { name: 'Version of the prompt' }).fill(version);
      const chain = form.getByRole('combobox', { name: 'Chain' });
      await chain.fill('author');
      await chain.press('Enter');
      await form.getByRole('button', { name: 'Run it' }).click();
      await tab.getByRole('heading', { level: 1, name: 'Evaluation of house-copy' }).waitFor();
      await tab.close();
    };
    const refused = await stand.open(`${BASE}/evaluations`);
    await refused.getByText('No evaluation yet').waitFor();
    await refused.getByRole('button', { name: 'Run an evaluation' }).click();
    await refused.getByRole('textbox', { name: 'Set', exact: true }).fill('name: nothing to write');
    await refused.getByRole('button', { name: 'Run it' }).click();
    await refused.getByText('The run was not made').waitFor();
    await refused.getByText('evaluations.set_invalid').waitFor();
    await refused.close();

    await run('0', 'A quiet room on a full train', 'A train with 72 hours of quiet');
    await run('1', 'A quiet room on a full train', 'Quiet from door to door');

    const tab = await stand.open(`${BASE}/evaluations`);
    await tab.getByText('2 runs').waitFor();
    await tab.getByRole('link', { name: 'house-copy' }).first().click();
    await tab.getByRole('heading', { level: 1, name: 'Evaluation of house-copy' }).waitFor();
    const stored = await textOf(
      "select round((scores ->> 'total')::numeric * 100, 1)::text from llm_evaluation order by id desc limit 1",
    );
    expect(await tab.locator('[data-figure="Score"]').innerText()).toBe(`${stored} %`);
    expect(await tab.locator('[data-score="expectations"]').innerText()).toContain('100.0 %');
    await tab.getByRole('button', { name: /hush-instagram/ }).click();
    await tab.getByText('Quiet from door to door').first().waitFor();

    await tab.getByRole('combobox', { name: 'Compare with' }).click();
    await tab.getByRole('option', { name: /Version 0/ }).click();
    await tab.getByRole('heading', { name: 'Runs' }).waitFor();
    await tab.getByRole('cell', { name: '+50.0 points' }).first().waitFor();
    expect(await tab.getByText('Facts 50.0 % → 100.0 %').count()).toBe(2);
    await tab.close();
  });

  it('UI-1 who may not change models reads them, and is offered no change', async () => {
    const web = await buildWeb(stand.house);
    const analyst = await addTestPerson(stand.house, web, {
      email: `${ownKey('ana')}@example.com`,
      role: 'analyst',
    });
    await web.close();
    const desk = await stand.person(analyst.email);
    for (const [path, sign, button] of [
      ['/prompts/copywriting', 'Version 1 in use', /Add a version|Use it/],
      ['/experiments/exp_seeded', 'new is better by', 'End it'],
      ['/experiments', '2 experiments', 'Start an experiment'],
      ['/evaluations', '2 runs', 'Run an evaluation'],
    ] as const) {
      const tab = await desk.open(`${BASE}${path}`);
      await tab.getByText(sign).first().waitFor();
      expect(await tab.getByRole('button', { name: button }).count()).toBe(0);
      await tab.close();
    }
  });

  it('GWY-3 usage by day adds up to what the database has, and a day leads to its calls', async () => {
    const calls = await textOf(
      "select count(*)::text from llm_call where outcome not in ('skipped', 'refused', 'cached')",
    );
    const tab = await stand.open(`${BASE}/usage`);
    await tab.getByRole('img', { name: /^Cost by day, most on/ }).waitFor();
    expect(await tab.locator('[data-figure="Calls"]').innerText()).toBe(calls);
    await tab.locator('tr[data-day] a').first().click();
    await tab.getByText(`${await textOf('select count(*)::text from llm_call')} attempts`).waitFor();
    await tab.close();
  });

  it('UI-3 every page of models is free of faults that axe finds, light and dark, and fits a phone', async () => {
    const pages = await pagesOfModels(stand);
    expect(
      await faultsOf(
        stand,
        pages.map((path) => ({ name: `models${path}`, path: `${BASE}${path}` })),
      ),
    ).toEqual([]);
  }, 240_000);

  it('UI-1 no page of models asks another origin, breaks its policy or throws', () => {
    expect(stand.faults).toEqual([]);
  });
});

async function pagesOfModels({ house }: FilledStand): Promise<string[]> {
  const { rows: runs } = await house.db.pool.query<{ id: string }>(
    'select id from llm_evaluation order by id',
  );
  const [first, second] = runs.map(({ id }) => `/evaluations/${id}`);
  const tabs = ['use-cases', 'calls', 'usage', 'budgets', 'prompts', 'experiments', 'evaluations', 'try'];
  return [
    '',
    ...tabs.map((tab) => `/${tab}`),
    '/prompts/copywriting',
    '/prompts/copywriting?version=1&against=0',
    '/prompts/nobody',
    '/experiments/exp_seeded',
    '/experiments/nobody',
    ...(first === undefined || second === undefined ? [] : [first, `${second}?against=${runs[0]?.id ?? ''}`]),
  ];
}

/** A comparison whose arms have their units: half of the texts of the first pass, three quarters of those of the second. */
async function seedExperiment({ house }: FilledStand): Promise<void> {
  const { pool } = house.db;
  await pool.query(
    `insert into llm_experiment (workspace_id, id, name, prompt_name, arms, metric, units_per_arm, state, started_at, started_by)
      values ('ws_default', 'exp_seeded', 'Five words or fewer', 'copywriting',
        '[{"name": "now", "promptVersion": 0}, {"name": "new", "promptVersion": 1, "targets": ["author"]}]',
        'accepted texts / written texts', 40, 'running', now() - interval '2 days', '{"kind": "system"}')`,
  );
  await pool.query(
    `insert into llm_experiment_unit (workspace_id, experiment_id, unit, arm, successes, trials, cost_micro, total_ms, at)
      select 'ws_default', 'exp_seeded', arm || n, arm, least(4, base + n % 3 - 1), 4, 900 + n, 1200 + n, now()
        from generate_series(1, 60) n, (values ('now', 2), ('new', 3)) as arms (arm, base)`,
  );
}
