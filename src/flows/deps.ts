import type { Clock } from '#kernel/clock';
import type { Actor } from '#kernel/actor';
import type { RunContext } from '#modules/campaigns/index';
import type { SourceContext } from '#modules/sources/index';
import type { ModelAccess } from '#llm/index';
import type { Config } from '#platform/config/config';
import { DEFAULT_WORKSPACE } from '#platform/context';
import type { Database } from '#platform/db/database';
import type { FileStore } from '#platform/files/file-store';
import type { Log } from '#platform/log/log';
import type { FetchPage } from '#platform/http/fetch-page';
import type { Vault } from '#platform/secrets/vault';
import type { RunControl } from '#platform/workflow/engine';

/** What flows are made of: the parts of one process. */
export interface FlowDeps extends ModelAccess {
  readonly config: Config;
  readonly db: Database;
  readonly log: Log;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly runs: RunControl;
  readonly vault: Vault;
  /** Null where the operator has not switched it on (AICMO_FETCH_PAGES). */
  readonly fetchPage: FetchPage | null;
}

/** A context of a flow's verbs: who acts, and in which workspace. */
export function contextFor(
  deps: FlowDeps,
  actor: Actor,
  workspaceId: string = DEFAULT_WORKSPACE,
): RunContext & ModelAccess & SourceContext & { files: FileStore; vault: Vault; isDryRunByDefault: boolean } {
  return {
    db: deps.db,
    workspaceId,
    actor,
    log: deps.log,
    clock: deps.clock,
    runs: deps.runs,
    files: deps.files,
    gateway: deps.gateway,
    prompts: deps.prompts,
    vault: deps.vault,
    fetchPage: deps.fetchPage,
    isDryRunByDefault: deps.config.executionDryRun,
  };
}
