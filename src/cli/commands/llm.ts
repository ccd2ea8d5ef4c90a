import type { Command } from 'commander';
import { addBudgetCommands } from './llm/budget.ts';
import { addCallCommands } from './llm/call.ts';
import { addEvaluationCommands } from './llm/evaluation.ts';
import { addExperimentCommands } from './llm/experiment.ts';
import { addModelKeyCommands } from './llm/key.ts';
import { addPromptCommands } from './llm/prompt.ts';
import { addSettingCommands } from './llm/setting.ts';
import { addStatusCommand } from './llm/status.ts';
import { addTryCommand } from './llm/try.ts';
import { addUsageCommand } from './llm/usage.ts';

/** `aicmo llm status|try|key|calls|call|usage|budget|use-case|record|prompt|experiment|eval` */
export function addLlmCommands(program: Command): void {
  const llm = program
    .command('llm')
    .description('models: status, keys, calls, costs, budgets, prompts, comparisons');
  addStatusCommand(llm);
  addTryCommand(llm);
  addModelKeyCommands(llm);
  addCallCommands(llm);
  addUsageCommand(llm);
  addBudgetCommands(llm);
  addSettingCommands(llm);
  addPromptCommands(llm);
  addExperimentCommands(llm);
  addEvaluationCommands(llm);
}
