import {
  MultiSelect,
  NumberInput,
  Select,
  SimpleGrid,
  Stack,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PRIORITIES, type Priority } from '#modules/tasks/enums';
import { api } from '../../api.ts';
import { SchemaFields } from '../../ui/schema-fields.tsx';
import type { RecordSchema } from '../../ui/schema-start.ts';
import { PRIORITY_SIGNS } from '../../ui/tone.ts';
import { DRAFT_WORDS, type TaskDraft } from './task-draft.ts';

interface FieldsProps {
  readonly draft: TaskDraft;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (part: Partial<TaskDraft>) => void;
  readonly onInvalid: (path: string, isInvalid: boolean) => void;
  readonly campaignId: string;
  /** The task itself, which cannot come after itself; a new one is none yet. */
  readonly taskId?: string;
  readonly schema: RecordSchema;
  /** What stands in an empty title. */
  readonly titleHint?: string | undefined;
}

/** The fields of a task, and its payload by the schema of its type. */
export function TaskFields(props: FieldsProps): ReactNode {
  const { draft, problems, onChange, schema, titleHint } = props;
  return (
    <Stack gap="md">
      <TextInput
        name="title"
        label={DRAFT_WORDS.title}
        placeholder={titleHint}
        maxLength={200}
        value={draft.title}
        error={problems['title']}
        onChange={(event) => onChange({ title: event.currentTarget.value })}
      />
      <Textarea
        name="description"
        label={DRAFT_WORDS.description}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        value={draft.description}
        error={problems['description']}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Select
          name="priority"
          label={DRAFT_WORDS.priority}
          data={PRIORITIES.map((value) => ({ value, label: PRIORITY_SIGNS[value].word }))}
          value={draft.priority}
          allowDeselect={false}
          error={problems['priority']}
          onChange={(value) => onChange({ priority: (value ?? 'MEDIUM') as Priority })}
        />
        <TextInput
          name="dueAt"
          type="date"
          label={DRAFT_WORDS.dueDay}
          value={draft.dueDay}
          error={problems['dueAt']}
          onChange={(event) => onChange({ dueDay: event.currentTarget.value })}
        />
        <NumberInput
          name="minutes"
          label={DRAFT_WORDS.minutes}
          min={1}
          max={100_000}
          allowDecimal={false}
          value={draft.minutes}
          error={problems['minutes']}
          onChange={(minutes) => onChange({ minutes })}
        />
      </SimpleGrid>
      <Dependencies {...props} />
      <Stack gap="sm" role="group" aria-label={DRAFT_WORDS.payload}>
        <Title order={2}>{DRAFT_WORDS.payload}</Title>
        <SchemaFields
          schema={schema}
          value={draft.payload}
          path="payload"
          problems={problems}
          onChange={(payload) => onChange({ payload })}
          onInvalid={props.onInvalid}
        />
      </Stack>
    </Stack>
  );
}

function Dependencies({ draft, problems, onChange, campaignId, taskId }: FieldsProps): ReactNode {
  const tasks = useQuery(api.tasks.list.queryOptions({ input: { campaignId, limit: 200 } }));
  const others = (tasks.data?.items ?? []).filter(({ id }) => id !== taskId);
  // Until the titles are there, an id stands for its task and is not lost.
  const named = new Set(others.map(({ id }) => id));
  const unnamed = draft.dependsOn.filter((id) => !named.has(id));
  return (
    <MultiSelect
      name="dependsOn"
      label={DRAFT_WORDS.dependsOn}
      description="Tasks of this campaign that must be done first."
      data={[
        ...others.map(({ id, title }) => ({ value: id, label: title })),
        ...unnamed.map((id) => ({ value: id, label: id })),
      ]}
      value={[...draft.dependsOn]}
      searchable
      nothingFoundMessage={tasks.isPending ? 'Loading' : 'No other task of this campaign is called that'}
      error={problems['dependsOn']}
      onChange={(dependsOn) => onChange({ dependsOn })}
    />
  );
}
