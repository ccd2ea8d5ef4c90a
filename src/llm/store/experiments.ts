import { sql } from 'kysely';
import type { Actor } from '#kernel/actor';
import { type Db, firstRow, rows, type Tx } from '#platform/db/database';
import type { Arm, ArmResult, Verdict } from '#llm/prompts/verdict';

export interface Experiment {
  readonly id: string;
  readonly name: string;
  readonly promptName: string;
  readonly arms: readonly Arm[];
  readonly metric: string;
  readonly unitsPerArm: number;
  readonly state: 'running' | 'ended';
  readonly verdict: Verdict | null;
  readonly startedAt: Date;
  readonly startedBy: Actor;
  readonly endedAt: Date | null;
}

const COLUMNS =
  sql.raw(`id, name, prompt_name as "promptName", arms, metric, units_per_arm as "unitsPerArm", state, verdict,
  started_at as "startedAt", started_by as "startedBy", ended_at as "endedAt"`);

/** The experiment that runs on a prompt, if there is one. */
export function findRunning(
  db: Db,
  workspaceId: string,
  promptName: string,
): Promise<Experiment | undefined> {
  return firstRow(
    db,
    sql<Experiment>`select ${COLUMNS} from llm_experiment
      where workspace_id = ${workspaceId} and prompt_name = ${promptName} and state = 'running'`,
  );
}

export function findExperiment(
  db: Db,
  workspaceId: string,
  ref: { id: string; lock?: boolean },
): Promise<Experiment | undefined> {
  const lock = ref.lock === true ? sql`for update` : sql``;
  return firstRow(
    db,
    sql<Experiment>`select ${COLUMNS} from llm_experiment where workspace_id = ${workspaceId} and id = ${ref.id} ${lock}`,
  );
}

/** Experiments, newest first, one more than `limit`. */
export function listExperiments(
  db: Db,
  filter: { workspaceId: string; limit: number; after?: string | undefined },
): Promise<Experiment[]> {
  const after = filter.after === undefined ? sql`` : sql`and id < ${filter.after}`;
  return rows(
    db,
    sql<Experiment>`select ${COLUMNS} from llm_experiment where workspace_id = ${filter.workspaceId} ${after}
      order by id desc limit ${filter.limit + 1}`,
  );
}

export async function insertExperiment(
  tx: Tx,
  workspaceId: string,
  made: Pick<Experiment, 'id' | 'name' | 'promptName' | 'arms' | 'metric' | 'unitsPerArm' | 'startedBy'> & {
    at: Date;
  },
): Promise<void> {
  await rows(
    tx,
    sql`insert into llm_experiment (workspace_id, id, name, prompt_name, arms, metric, units_per_arm, state, started_at, started_by)
      values (${workspaceId}, ${made.id}, ${made.name}, ${made.promptName}, ${JSON.stringify(made.arms)}, ${made.metric},
        ${made.unitsPerArm}, 'running', ${made.at}, ${JSON.stringify(made.startedBy)})`,
  );
}

export async function endExperiment(
  tx: Tx,
  workspaceId: string,
  end: { id: string; verdict: Verdict; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update llm_experiment set state = 'ended', verdict = ${JSON.stringify(end.verdict)}, ended_at = ${end.at}
      where workspace_id = ${workspaceId} and id = ${end.id}`,
  );
}

/** What one unit came to; the first result of a unit counts. */
export async function noteUnit(
  db: Db,
  workspaceId: string,
  unit: {
    experimentId: string;
    unit: string;
    arm: string;
    successes: number;
    trials: number;
    costMicro: number | null;
    totalMs: number;
    at: Date;
  },
): Promise<void> {
  await rows(
    db,
    sql`insert into llm_experiment_unit (workspace_id, experiment_id, unit, arm, successes, trials, cost_micro, total_ms, at)
      values (${workspaceId}, ${unit.experimentId}, ${unit.unit}, ${unit.arm}, ${unit.successes}, ${unit.trials},
        ${unit.costMicro}, ${unit.totalMs}, ${unit.at}) on conflict do nothing`,
  );
}

/** Per arm: units, mean and variance of their success rates, cost and time. */
export function resultsOf(db: Db, workspaceId: string, experimentId: string): Promise<ArmResult[]> {
  return rows(
    db,
    sql<ArmResult>`select arm, count(*)::int as units, avg(successes::float8 / trials) as mean,
        coalesce(var_samp(successes::float8 / trials), 0) as variance, sum(successes)::int as successes, sum(trials)::int as trials,
        avg(cost_micro)::float8 as "meanCostMicro", avg(total_ms)::float8 as "meanMs"
      from llm_experiment_unit where workspace_id = ${workspaceId} and experiment_id = ${experimentId} and trials > 0
      group by arm order by arm`,
  );
}
