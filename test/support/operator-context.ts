import { systemClock } from '#kernel/clock';
import { DEFAULT_WORKSPACE } from '#platform/context';
import { silentLog } from '#platform/log/log';

/** Where, by whom and when a change is made that a bench or a process under test tells of. */
export const OPERATOR_CONTEXT = {
  workspaceId: DEFAULT_WORKSPACE,
  actor: { kind: 'operator', via: 'cli' },
  log: silentLog(),
  clock: systemClock,
} as const;
