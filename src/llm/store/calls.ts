import { type RawBuilder, sql } from 'kysely';
import { setTimeout as delay } from 'node:timers/promises';
import { type Db, firstRow, isConnectionError, rows, withTransaction } from '#platform/db/database';
import type { AttemptEnd, AttemptStart, BudgetRefusal, Ledger } from '#llm/ledger';

const json = (value: unknown): RawBuilder<unknown> => sql`${JSON.stringify(value)}::jsonb`;

const END_RETRIES = 5;
const END_WAIT_MS = 200;

/** The ledger in PostgreSQL: one statement when an attempt leaves, one when it ends. */
export function openLedger(db: Db): Ledger {
  return {
    begin: async (start) => {
      const at = new Date();
      const reserve = start.target.isFree
        ? sql`null::jsonb`
        : sql`llm_reserve(${start.workspaceId}, ${start.callId}, ${json(scopesOf(start))}, ${start.estimateMicro}, ${start.estimateTokens}, ${at})`;
      const found = await firstRow(
        db,
        sql<{ refusal: BudgetRefusal | null }>`with reserved as materialized (select ${reserve} as refusal),
          noted as (${insertCall(start, at, {
            state: sql`case when refusal is null then 'running' else 'ended' end`,
            outcome: sql`case when refusal is null then null else 'refused' end`,
            fault: sql`case when refusal is null then null else 'over_budget' end`,
            endedAt: sql`case when refusal is null then null else ${at}::timestamptz end`,
          })} from reserved)
          select refusal from reserved`,
      );
      return found?.refusal ?? undefined;
    },
    // The answer is paid for: a database that is away for a moment must not lose it.
    end: async (start, end) => {
      for (let tries = 1; ; tries++) {
        try {
          await rows(db, endStatement(start, end));
          return;
        } catch (error) {
          if (tries > END_RETRIES || !isConnectionError(error)) throw error;
          await delay(END_WAIT_MS * tries);
        }
      }
    },
    note: async (start, end) => {
      const at = new Date();
      await withTransaction(db, async (tx) => {
        await rows(
          tx,
          sql`${insertCall(start, at, { state: sql`'ended'`, outcome: sql`${end.outcome}`, fault: sql`${end.fault ?? null}`, endedAt: sql`${at}` })}`,
        );
        await rows(tx, endStatement(start, end));
      });
    },
    takeRate: async (target, tokens) => {
      const { requestsPerMinute: rpm = null, tokensPerMinute: tpm = null } = target;
      if (rpm === null && tpm === null) return 0;
      const found = await firstRow(
        db,
        sql<{
          wait: number;
        }>`select llm_take_rate(${target.key}, ${rpm}::int, ${tpm}::int, ${tokens}::bigint) as wait`,
      );
      return found?.wait ?? 0;
    },
    findAnswer: async (workspaceId, key) => {
      const found = await firstRow(
        db,
        sql<{
          answer: unknown;
        }>`select answer from llm_answer where workspace_id = ${workspaceId} and key = ${key}`,
      );
      return found?.answer;
    },
  };
}

function scopesOf(start: AttemptStart): Record<string, string> {
  const { brandId, campaignId, runId, useCase } = start;
  return {
    use_case: useCase,
    ...(brandId === undefined ? {} : { brand: brandId }),
    ...(campaignId === undefined ? {} : { campaign: campaignId }),
    ...(runId === undefined ? {} : { run: runId }),
  };
}

interface Standing {
  readonly state: RawBuilder<unknown>;
  readonly outcome: RawBuilder<unknown>;
  readonly fault: RawBuilder<unknown>;
  readonly endedAt: RawBuilder<unknown>;
}

function insertCall(start: AttemptStart, at: Date, standing: Standing): RawBuilder<unknown> {
  const { prompt, target } = start;
  const expires = new Date(at.getTime() + start.expiresInMs);
  return sql`insert into llm_call (workspace_id, id, request_id, attempt, use_case, kind, purpose, actor, brand_id,
      campaign_id, run_id, prompt_name, prompt_version, prompt_hash, experiment_id, arm, target, provider, model, key_id,
      params, state, outcome, fault, started_at, ended_at, expires_at, estimate_micro, is_price_known, price_version)
    select ${start.workspaceId}, ${start.callId}, ${start.requestId}, ${start.attempt}::int, ${start.useCase}, ${start.kind},
      ${start.purpose.slice(0, 300)}, ${json(start.actor)}, ${start.brandId ?? null}, ${start.campaignId ?? null},
      ${start.runId ?? null}, ${prompt?.name ?? null}, ${prompt?.version ?? null}::int, ${prompt?.hash ?? null},
      ${prompt?.experiment?.id ?? null}, ${prompt?.experiment?.arm ?? null}, ${target.name}, ${target.provider},
      ${target.model}, ${target.keyId}, ${json(start.params)}, ${standing.state}, ${standing.outcome}, ${standing.fault},
      ${at}::timestamptz, ${standing.endedAt}::timestamptz, ${expires}::timestamptz, ${start.estimateMicro}::bigint,
      ${target.isPriceKnown}::boolean, ${target.priceVersion}`;
}

/** Settles the budgets, completes the record and keeps the answer, all in one statement. */
function endStatement(start: AttemptStart, end: AttemptEnd): RawBuilder<unknown> {
  const { usage, texts, answer } = end;
  const tokens = (usage.input ?? 0) + (usage.output ?? 0);
  const kept =
    answer === undefined
      ? sql``
      : sql`, kept as (insert into llm_answer (workspace_id, key, answer, created_at)
          values (${start.workspaceId}, ${answer.key}, ${json(answer.value)}, now()) on conflict do nothing)`;
  return sql`with settled as (select llm_settle(${start.workspaceId}, ${start.callId}, ${end.chargedMicro}, ${tokens}))${kept}
    update llm_call set state = 'ended', outcome = ${end.outcome}, fault = ${end.fault ?? null},
      fault_detail = ${end.faultDetail ?? null}, http_status = ${end.httpStatus ?? null}, ended_at = ${new Date()},
      first_token_ms = ${end.firstTokenMs ?? null}, total_ms = ${end.totalMs ?? null},
      tokens_in = ${usage.input ?? null}, tokens_out = ${usage.output ?? null}, tokens_cached = ${usage.cached ?? null},
      tokens_reasoning = ${usage.reasoning ?? null}, images = ${end.images ?? null}, cost_micro = ${end.costMicro},
      cost_basis = ${end.costBasis}, is_generated = ${end.isGenerated}, cache = ${end.cache},
      input = ${texts === undefined ? null : json(texts.input)}, output = ${texts === undefined ? null : json(texts.output)}
    from settled where workspace_id = ${start.workspaceId} and id = ${start.callId}`;
}
