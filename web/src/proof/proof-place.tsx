import { lazy, type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { waitingForProof, whenWaitingChanges } from './ask-for-proof.ts';

const ProofDialog = lazy(() =>
  import('./proof-dialog.tsx').then(({ ProofDialog }) => ({ default: ProofDialog })),
);

/** Where the dialog opens that asks the person to prove who they are; one for all pages. */
export function ProofPlace(): ReactNode {
  const waiting = useSyncExternalStore(whenWaitingChanges, waitingForProof);
  if (waiting === undefined) return undefined;
  return (
    <Suspense>
      <ProofDialog onSettle={waiting.settle} />
    </Suspense>
  );
}
