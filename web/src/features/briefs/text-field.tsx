import { Autocomplete, Group as Line, Input, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type BriefForm, type Found, type Group, type Shown, textIn, type Written } from './brief-text.ts';
import { type FieldWords, isAbout, type Pick, useFormWork, wordsOf } from './form-work.ts';
import { writeText } from './write-brief.ts';

export interface FieldFrame {
  readonly label: string;
  readonly description?: string;
}

const PAUSE_MS = 250;
const MOST_SHOWN = 160;

/**
 * What is typed, until it has come to rest: then it goes into the text. An emptied field takes its line out only when
 * it is left, so that the line keeps its place while a word is typed anew.
 */
export function useDraft(value: string, write: (value: string) => void) {
  const [draft, setDraft] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const put = (given: string): void => {
    clearTimeout(timer.current);
    if (given.trim() !== value) write(given.trim());
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    value: draft ?? value,
    onChange(given: string): void {
      setDraft(given);
      clearTimeout(timer.current);
      if (given.trim() !== '') timer.current = setTimeout(() => put(given), PAUSE_MS);
    },
    onBlur(): void {
      if (draft !== undefined) put(draft);
      setDraft(undefined);
    },
  };
}

/** Label, help and problems of a field that the text has or not. */
export function frameOf(frame: FieldFrame, { error, note }: FieldWords) {
  const description = [frame.description, note].filter((part) => part !== undefined).join(' ');
  return { label: frame.label, description: description === '' ? undefined : description, error };
}

export function useFieldWords(found: Found | undefined): FieldWords {
  const { problems } = useFormWork();
  return wordsOf(found === undefined ? [] : problems.filter((problem) => isAbout(problem, found.field)));
}

/** A value that only the text can show: how it begins there, and the way to it. */
export function WrittenField(props: { label: string; words?: FieldWords; written: Written }): ReactNode {
  const { label, words = { error: undefined, note: undefined } } = props;
  return (
    <Input.Wrapper {...frameOf({ label }, words)} labelElement="div">
      <WrittenLine label={label} written={props.written} />
    </Input.Wrapper>
  );
}

export function WrittenLine({ label, written }: { label: string; written: Written }): ReactNode {
  const { form, go } = useFormWork();
  const says = form.source.text
    .slice(written.at, Math.min(written.end, written.at + MOST_SHOWN))
    .replaceAll(/\s+/g, ' ');
  return (
    <Line gap="sm" wrap="nowrap" fz="sm">
      <Text size="sm" c="dimmed" truncate flex={1} miw={0}>
        {says}
      </Text>
      <button
        type="button"
        className="text-button"
        onClick={() => go(written.at)}
        aria-label={`Written in the text: ${label}`}
      >
        Written in the text
      </button>
    </Line>
  );
}

interface TextFieldProps extends FieldFrame {
  readonly pick: Pick;
  readonly name: string;
  readonly isLong?: boolean;
  readonly placeholder?: string;
  /** Words to choose from, beside free text. */
  readonly choices?: readonly string[];
  /** Problems that are about the group, such as a missing name. */
  readonly ownProblems?: FieldWords;
  /** What the field shows and writes, where that is not the text at the name. */
  readonly shown?: Shown<string>;
  readonly write?: (form: BriefForm, value: string) => string;
}

/** A field of one text. */
export function TextField(props: TextFieldProps): ReactNode {
  const { pick, name } = props;
  const { form, change } = useFormWork();
  const group = pick(form);
  const found = group?.found.get(name);
  const shown = props.shown ?? textIn(group, name);
  const own = useFieldWords(found);
  const words = found === undefined ? (props.ownProblems ?? own) : own;
  const draft = useDraft(shown.kind === 'here' ? shown.value : '', (value) =>
    change((now) => props.write?.(now, value) ?? writeIn(now, pick(now), name, value)),
  );
  if (shown.kind === 'written') return <WrittenField label={props.label} written={shown} words={words} />;
  const frame = { ...frameOf(props, words), placeholder: props.placeholder };
  if (props.choices !== undefined) {
    return <Autocomplete {...frame} {...draft} data={[...props.choices]} autoComplete="off" />;
  }
  const input = {
    ...frame,
    ...draft,
    onChange: (event: { currentTarget: { value: string } }) => draft.onChange(event.currentTarget.value),
    autoComplete: 'off',
  };
  return props.isLong === true ? (
    <Textarea {...input} autosize minRows={2} maxRows={8} />
  ) : (
    <TextInput {...input} />
  );
}

function writeIn(form: BriefForm, group: Group | undefined, name: string, value: string): string {
  return group === undefined ? form.source.text : writeText(form, group, name, value);
}
