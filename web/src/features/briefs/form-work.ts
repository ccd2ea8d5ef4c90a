import { createContext, useContext } from 'react';
import type { Problem } from '#kernel/text-problem';
import type { BriefForm, Group } from './brief-text.ts';

/** What the fields of the form work on: the text as it reads now, and the ways to change it. */
export interface FormWork {
  readonly form: BriefForm;
  readonly problems: readonly Problem[];
  /** Changes the newest text. What a field knew of an older one does not count. */
  readonly change: (write: (form: BriefForm) => string) => void;
  /** Puts the caret of the text there. */
  readonly go: (at: number) => void;
}

/** Finds a group in a form: the brief, its schedule, the n-th product. */
export type Pick = (form: BriefForm) => Group | undefined;

export const FormWorkContext = createContext<FormWork | undefined>(undefined);

/** The form around a field. Throws outside of one. */
export function useFormWork(): FormWork {
  const work = useContext(FormWorkContext);
  if (work === undefined) throw new Error('A field stands outside of a form');
  return work;
}

/** Whether a problem is about a field or a part of it. */
export function isAbout({ field }: Problem, path: string): boolean {
  return field === path || field?.startsWith(`${path}.`) === true || field?.startsWith(`${path}[`) === true;
}

/** What is wrong at a field, and what is only to be noted. */
export interface FieldWords {
  readonly error: string | undefined;
  readonly note: string | undefined;
}

export function wordsOf(problems: readonly Problem[]): FieldWords {
  const say = (severity: Problem['severity']): string | undefined => {
    const said = problems.filter((problem) => problem.severity === severity);
    return said.length === 0 ? undefined : said.map(({ message, hint }) => `${message} ${hint}`).join(' ');
  };
  return { error: say('error'), note: say('warning') };
}
