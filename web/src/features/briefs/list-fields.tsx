import { ActionIcon, Group as Line, Input, MultiSelect, Stack, TagsInput, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useId, useRef } from 'react';
import { type BriefForm, type Row, rowsIn, wordsIn } from './brief-text.ts';
import { isAbout, type Pick, useFormWork, wordsOf } from './form-work.ts';
import {
  type FieldFrame,
  frameOf,
  useDraft,
  useFieldWords,
  WrittenField,
  WrittenLine,
} from './text-field.tsx';
import { addRow, removeRow, writeProofSource, writeRow, writeWords } from './write-brief.ts';

/** A field of short words. With choices, what the text calls by another name stays so. */
export function WordsField(
  props: FieldFrame & { pick: Pick; name: string; choices?: readonly string[]; placeholder?: string },
): ReactNode {
  const { pick, name, choices } = props;
  const { form, change } = useFormWork();
  const group = pick(form);
  const words = useFieldWords(group?.found.get(name));
  if (group === undefined) return undefined;
  const shown = wordsIn(group, name);
  if (shown.kind === 'written') return <WrittenField label={props.label} written={shown} words={words} />;
  const field = {
    ...frameOf(props, words),
    value: [...new Set(shown.value)],
    onChange: (given: string[]) =>
      change((now) => {
        const into = pick(now);
        return into === undefined ? now.source.text : writeWords(now, into, name, given);
      }),
  };
  if (choices !== undefined)
    return <MultiSelect {...field} data={[...new Set([...choices, ...shown.value])]} searchable />;
  return (
    <TagsInput
      {...field}
      splitChars={[',']}
      placeholder={shown.value.length === 0 ? props.placeholder : undefined}
    />
  );
}

/** A field of several texts, one a line; the last line is for the next one. Proofs have a source beside their text. */
export function RowsField(
  props: FieldFrame & { pick: Pick; name: string; one: string; hasSources?: boolean },
): ReactNode {
  const { pick, name, one } = props;
  const { form, problems } = useFormWork();
  const group = pick(form);
  const found = group?.found.get(name);
  const id = useId();
  if (group === undefined) return undefined;
  const shown = rowsIn(group, name, form.source);
  const about = found === undefined ? [] : problems.filter((problem) => isAbout(problem, found.field));
  if (shown.kind === 'written')
    return <WrittenField label={props.label} written={shown} words={wordsOf(about)} />;
  const rows = shown.value;
  const own = wordsOf(about.filter((problem) => !rows.some(({ field }) => isAbout(problem, field))));
  return (
    <Input.Wrapper
      {...frameOf(props, own)}
      labelElement="div"
      labelProps={{ id }}
      role="group"
      aria-labelledby={id}
    >
      <Stack gap={6} mt={4}>
        {[...rows, undefined].map((row, index) => (
          <RowInput
            key={index}
            row={row}
            index={index}
            pick={pick}
            name={name}
            label={`${one} ${index + 1}`}
            hasSource={props.hasSources === true}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  );
}

interface RowProps {
  readonly row: Row | undefined;
  readonly index: number;
  readonly pick: Pick;
  readonly name: string;
  readonly label: string;
  readonly hasSource: boolean;
}

function RowInput({ row, index, pick, name, label, hasSource }: RowProps): ReactNode {
  const { problems, change } = useFormWork();
  const words = wordsOf(row === undefined ? [] : problems.filter((problem) => isAbout(problem, row.field)));
  const input = useRef<HTMLInputElement>(null);
  const shown = row?.shown ?? { kind: 'here', value: '' };
  const put = (value: string): void => change((form) => putRow(form, { pick, name, index }, value));
  const draft = useDraft(shown.kind === 'here' ? shown.value : '', put);
  if (shown.kind === 'written') {
    return (
      <Input.Wrapper
        error={words.error}
        description={words.note}
        inputWrapperOrder={['input', 'description', 'error']}
      >
        <WrittenLine label={label} written={shown} />
      </Input.Wrapper>
    );
  }
  const remove = (): void => {
    // The button goes with its text.
    input.current?.focus();
    put('');
  };
  return (
    <Line gap="xs" wrap="nowrap" align="flex-start">
      <TextInput
        ref={input}
        {...draft}
        onChange={(event) => draft.onChange(event.currentTarget.value)}
        aria-label={label}
        placeholder={row === undefined ? 'Add one' : undefined}
        error={words.error}
        description={words.note}
        autoComplete="off"
        flex={1}
        miw={0}
      />
      {row === undefined || !hasSource ? undefined : (
        <SourceInput row={row} at={{ pick, name, index }} label={`Source of ${label}`} />
      )}
      {row === undefined ? undefined : (
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={`Remove ${label}`} onClick={remove}>
          <IconX size={16} />
        </ActionIcon>
      )}
    </Line>
  );
}

type RowPlace = { pick: Pick; name: string; index: number };

function SourceInput({ row, at, label }: { row: Row; at: RowPlace; label: string }): ReactNode {
  const { change } = useFormWork();
  const { source } = row;
  const put = (value: string): void =>
    change((form) => {
      const now = rowAt(form, at);
      return now === undefined ? form.source.text : writeProofSource(form, now, value);
    });
  const draft = useDraft(source.kind === 'here' ? source.value : '', put);
  if (source.kind === 'written') return <WrittenLine label={label} written={source} />;
  return (
    <TextInput
      {...draft}
      onChange={(event) => draft.onChange(event.currentTarget.value)}
      aria-label={label}
      placeholder="Source"
      autoComplete="off"
      w="38%"
      miw={0}
    />
  );
}

function rowAt(form: BriefForm, { pick, name, index }: RowPlace): Row | undefined {
  const group = pick(form);
  const shown = group === undefined ? undefined : rowsIn(group, name, form.source);
  return shown?.kind === 'here' ? shown.value[index] : undefined;
}

/** The n-th text of a list: changed, added behind the last, or taken out where it is empty. */
function putRow(form: BriefForm, at: RowPlace, value: string): string {
  const group = at.pick(form);
  const shown = group === undefined ? undefined : rowsIn(group, at.name, form.source);
  if (group === undefined || shown?.kind !== 'here') return form.source.text;
  const row = shown.value[at.index];
  if (row === undefined) return value === '' ? form.source.text : addRow(form, group, at.name, value);
  return value === '' ? removeRow(form, group, at.name, at.index) : writeRow(form, row.path, value);
}
