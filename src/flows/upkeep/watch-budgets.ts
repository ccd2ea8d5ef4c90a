import { listBudgets, type StoredBudget } from '#llm/index';
import { clearAlert, raiseAlert } from '#modules/alerts/index';
import { workspaceIds } from '#modules/workspaces/index';
import { withTransaction } from '#platform/db/database';
import { contextFor, type FlowDeps } from '#flows/deps';

const EVERY_MS = 60_000;
/** From this share on somebody should know. */
const NEARLY = 0.8;

type Level = 'fine' | 'nearly' | 'exhausted';

/** Looks at the model budgets once a minute: an alert when one is nearly used up, a higher one when it is. */
export function watchBudgets(deps: FlowDeps): { close(): void } {
  const known = new Map<string, Level>();
  const look = (): void => {
    checkBudgets(deps, known).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'budgets could not be read'),
    );
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return { close: () => clearInterval(timer) };
}

/** One look; `known` holds the level of each budget at the last one, so that one problem is told once. */
export async function checkBudgets(deps: FlowDeps, known: Map<string, Level>): Promise<void> {
  for (const workspaceId of await workspaceIds(deps.db)) await checkBudgetsOf(workspaceId, deps, known);
}

async function checkBudgetsOf(workspaceId: string, deps: FlowDeps, known: Map<string, Level>): Promise<void> {
  const ctx = contextFor(deps, { kind: 'system', part: 'budget watch' }, workspaceId);
  for (const budget of await listBudgets(deps.db, ctx.workspaceId, ctx.clock.now())) {
    const level = levelOf(budget);
    if ((known.get(budget.id) ?? 'fine') === level) continue;
    const dedupKey = `budget:${budget.id}`;
    await withTransaction(deps.db, async (tx) => {
      if (level === 'fine')
        return clearAlert(tx, ctx, { dedupKey, resolution: 'There is room in the budget again.' });
      await raiseAlert(tx, ctx, {
        type: 'budget.low',
        severity: level === 'exhausted' ? 'MEDIUM' : 'LOW',
        dedupKey,
        message: messageOf(budget, level),
        details: { ...budget, createdAt: budget.createdAt.toISOString() },
      });
    });
    known.set(budget.id, level);
  }
}

function levelOf({ spent, reserved, limit }: StoredBudget): Level {
  const used = spent + reserved;
  if (used >= limit) return 'exhausted';
  return used >= NEARLY * limit ? 'nearly' : 'fine';
}

function messageOf(budget: StoredBudget, level: Level): string {
  const { measure, period, scopeKind, scopeId } = budget;
  const show = (value: number): string =>
    measure === 'cost' ? `${(value / 1e6).toFixed(2)} USD` : `${value.toLocaleString('en')} ${measure}`;
  const whose = scopeKind === 'workspace' ? 'the workspace' : `${scopeKind.replace('_', ' ')} ${scopeId}`;
  const state =
    level === 'exhausted'
      ? 'is used up: calls under it are refused, and the offline writer writes'
      : 'is nearly used up';
  return `The model budget of ${whose} (${period}) ${state}: ${show(budget.spent)} of ${show(budget.limit)} are spent.`;
}
