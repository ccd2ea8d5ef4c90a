import type { Fault } from '#llm/faults/fault';
import type { Flag, Usage } from '#llm/model';

/** How one attempt ended. */
export type Outcome<Value> = OutcomeBase &
  (
    | { readonly ok: true; readonly value: Value; readonly flags: readonly Flag[] }
    | {
        readonly ok: false;
        readonly fault: Fault;
        /** What came all the same; delivered, flagged, when nothing better can be had. */
        readonly partial?: { readonly value: Value; readonly flags: readonly Flag[] };
        /** A live reader has already seen a part of it: no other attempt may follow. */
        readonly isCommitted: boolean;
      }
  );

interface OutcomeBase {
  readonly usage: Usage;
  readonly firstTokenMs?: number;
  /** Characters that came, where the provider counted no tokens. */
  readonly characters: number;
}
