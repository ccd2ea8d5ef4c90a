import { Command } from 'commander';
import { version } from '#server/version';
import { addAlertCommands } from './commands/alert.ts';
import { addApprovalCommands } from './commands/approval.ts';
import { addAuditCommands } from './commands/audit.ts';
import { addBrandCommands } from './commands/brand.ts';
import { addBriefCommands } from './commands/brief.ts';
import { addCampaignCommands } from './commands/campaign.ts';
import { addDatabaseCommands } from './commands/database.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addKnowledgeCommands } from './commands/knowledge.ts';
import { addSourceCommands } from './commands/source.ts';
import { addLlmCommands } from './commands/llm.ts';
import { addMcpCommand } from './commands/mcp.ts';
import { addKeyCommands } from './commands/key.ts';
import { addSecretCommands } from './commands/secret.ts';
import { addScheduleCommands } from './commands/schedule.ts';
import { addServeCommand } from './commands/serve.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addTaskCommands } from './commands/task.ts';
import { addUserCommands } from './commands/user.ts';
import { addVariantCommands } from './commands/variant.ts';
import { addWorkspaceCommands } from './commands/workspace.ts';
import { EXIT } from './output.ts';

/** The whole command line, ready to parse. */
export function buildProgram(): Command {
  const program = new Command('aicmo')
    .description('A self-hosted marketing agency under human control.')
    .version(version())
    .option('--json', 'print one JSON document on stdout')
    .option('--workspace <id>', 'of this workspace; without it, of the first one')
    .showHelpAfterError('(run with --help to see what there is)')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText(
      'after',
      `
Examples:
  $ aicmo serve                                  start everything and watch campaign_briefs/
  $ aicmo brief run examples/briefs/holiday_tech_collection.yaml
  $ aicmo campaign list --json

Exit codes: 0 done, 1 failure, 2 wrong command line, 3 done but something is lacking, 4 refused input.
Configuration is by environment variables: aicmo doctor shows each with its value.`,
    );

  addServeCommand(program);
  addBriefCommands(program);
  addCampaignCommands(program);
  addVariantCommands(program);
  addTaskCommands(program);
  addPlanCommand(program);
  addScheduleCommands(program);
  addApprovalCommands(program);
  addAlertCommands(program);
  addBrandCommands(program);
  addKnowledgeCommands(program);
  addSourceCommands(program);
  addLlmCommands(program);
  addMcpCommand(program);
  addUserCommands(program);
  addWorkspaceCommands(program);
  addKeyCommands(program);
  addAuditCommands(program);
  addSecretCommands(program);
  addDatabaseCommands(program);
  addDoctorCommand(program);

  for (const command of withInner(program))
    command.exitOverride((error) => {
      process.exit(error.exitCode === 0 ? 0 : EXIT.usage);
    });
  return program;
}

/** A command and all that are under it. */
function withInner(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withInner)];
}
