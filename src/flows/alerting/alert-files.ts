import { join } from 'node:path';
import { type Alert, getAlert } from '#modules/alerts/index';
import type { Consumer } from '#platform/events/consumer';
import { writeAtomically } from '#platform/files/write-atomically';
import { crashPoint } from '#platform/process/crash-point';
import { contextFor, type FlowDeps } from '#flows/deps';

/** Keeps `alerts/<id>.json` as the alert stands now (ALR-1). Writing it again after a crash changes nothing. */
export function alertFiles(deps: FlowDeps): Consumer {
  return {
    name: 'alert-files',
    types: ['alert.raised', 'alert.repeated', 'alert.acknowledged', 'alert.resolved'],
    handle: async (event, tx) => {
      const ctx = contextFor(deps, { kind: 'system', part: 'alert files' }, event.workspaceId);
      const alert: Alert = await getAlert({ ...ctx, db: tx }, { id: event.subject.id });
      await writeAtomically(
        join(deps.config.alertsDir, `${alert.id}.json`),
        `${JSON.stringify(alert, null, 2)}\n`,
      );
      crashPoint('alert.file_written');
    },
  };
}
