import { AppError } from '#kernel/errors';
import type { TargetHealth } from '#llm/health/target-health';
import { llmError } from '#llm/errors';
import type { Settings, Target } from '#llm/settings/settings';
import type { UseCaseSettings } from '#llm/settings/settings-document';

/**
 * The targets of a request in the order to be tried. Throws `llm.use_case_unknown` or `llm.target_unknown`, and for a
 * target that was named but whose key cannot be opened why that is: chains leave such targets out.
 */
export function route(
  settings: Settings,
  wanted: { useCase: string; targets?: readonly string[] | undefined },
  health: Pick<TargetHealth, 'score'>,
): { useCase: UseCaseSettings & { readonly name: string }; targets: Target[] } {
  const useCase = settings.useCases.get(wanted.useCase);
  if (useCase === undefined) {
    const known = [...settings.useCases.keys()].join(', ');
    throw llmError('llm.use_case_unknown', { useCase: wanted.useCase, known });
  }
  const targets = (wanted.targets ?? useCase.chain).map((name) => {
    const target = settings.targets.get(name);
    if (target === undefined)
      throw llmError('llm.target_unknown', {
        target: name,
        known: [...settings.targets.keys()].join(', ') || 'none',
      });
    const key = settings.keys.get(target.provider);
    if (key instanceof AppError) throw key;
    return target;
  });
  return {
    useCase,
    targets: wanted.targets === undefined ? order(targets, useCase.policy, health) : targets,
  };
}

/**
 * `quality` keeps the operator's order. `cost` and `latency` sort by what they name, divided by the share of
 * successes, so that a cheap target that mostly fails is not cheap.
 */
function order(
  targets: Target[],
  policy: UseCaseSettings['policy'],
  health: Pick<TargetHealth, 'score'>,
): Target[] {
  if (policy === 'quality') return targets;
  const score = (target: Target): number => {
    const { success, latencyMs } = health.score(target.key);
    const least = policy === 'cost' ? target.cost.inputPerMTok + target.cost.outputPerMTok : (latencyMs ?? 0);
    return least / Math.max(success, 0.05);
  };
  return targets.toSorted((a, b) => score(a) - score(b));
}
