import { useState } from 'react';
import { toAicmoError } from '#client/client';
import { issuesOf } from '../../lib/issues-of.ts';
import type { TaskDraft } from './task-draft.ts';

/** The state of a form of a task: its draft, what the server found wrong, and whether a text of it is no JSON. */
export interface TaskForm {
  readonly draft: TaskDraft;
  readonly setDraft: (draft: TaskDraft) => void;
  readonly change: (part: Partial<TaskDraft>) => void;
  readonly failure: unknown;
  readonly problems: Readonly<Record<string, string>>;
  readonly isBusy: boolean;
  readonly isInvalid: boolean;
  readonly noteInvalid: (path: string, isInvalid: boolean) => void;
  /** Sends something; what goes wrong is kept in `failure`, except for what `isHandled` takes. */
  readonly send: (act: () => Promise<unknown>, isHandled?: (code: string) => boolean) => Promise<void>;
}

const NO_PROBLEMS = {};

export function useTaskForm(start: TaskDraft): TaskForm {
  const [draft, setDraft] = useState(start);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const [invalid, setInvalid] = useState<ReadonlySet<string>>(new Set());
  return {
    draft,
    setDraft: (next) => {
      setDraft(next);
      setFailure(undefined);
    },
    change: (part) => setDraft((before) => ({ ...before, ...part })),
    failure,
    problems: failure === undefined ? NO_PROBLEMS : issuesOf(toAicmoError(failure).details),
    isBusy,
    isInvalid: invalid.size > 0,
    noteInvalid: (path, isInvalid) =>
      setInvalid((before) => {
        const next = new Set(before);
        if (isInvalid) next.add(path);
        else next.delete(path);
        return next;
      }),
    async send(act, isHandled = () => false) {
      setBusy(true);
      setFailure(undefined);
      try {
        await act();
      } catch (error) {
        if (!isHandled(toAicmoError(error).code)) setFailure(error);
      } finally {
        setBusy(false);
      }
    },
  };
}
