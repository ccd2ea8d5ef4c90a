import {
  ActionIcon,
  Button,
  Group,
  MultiSelect,
  NumberInput,
  Paper,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { MOST_RESOURCES } from '#modules/schedule/enums';
import { api } from '../../api.ts';
import {
  type DaysDraft,
  type DaysProblems,
  NEW_RESOURCE,
  problemWithin,
  type ResourceDraft,
} from './days-draft.ts';

interface ResourcesProps {
  readonly draft: DaysDraft;
  readonly problems: DaysProblems;
  readonly onChange: (change: Partial<DaysDraft>) => void;
}

/** Who and what work shares: people, accounts, rooms. */
export function ResourceFields({ draft, problems, onChange }: ResourcesProps): ReactNode {
  const { resources } = draft;
  const add = useRef<HTMLButtonElement>(null);
  const set = (next: readonly ResourceDraft[]): void => onChange({ resources: next });
  return (
    <div role="group" aria-label="People and accounts">
      <Text fw={550} size="sm">
        People and accounts
      </Text>
      <Text size="xs" c="dimmed" mb={4}>
        Whose time the work of all campaigns shares. Of equal names it is the same for every brand.
      </Text>
      <Stack gap={6}>
        {resources.map((resource, index) => (
          <OneResource
            key={index}
            resource={resource}
            label={`Person or account ${index + 1}`}
            problemOf={(field) => problemWithin(problems, `resources.${index}.${field}`)}
            onChange={(change) =>
              set(resources.map((each, n) => (n === index ? { ...each, ...change } : each)))
            }
            onRemove={() => {
              set(resources.filter((_, n) => n !== index));
              // The button that was pressed is gone, and this one may have been disabled.
              setTimeout(() => add.current?.focus());
            }}
          />
        ))}
        <Button
          ref={add}
          variant="default"
          size="xs"
          w="fit-content"
          disabled={resources.length >= MOST_RESOURCES}
          onClick={() => set([...resources, NEW_RESOURCE])}
        >
          Add a person or account
        </Button>
      </Stack>
    </div>
  );
}

interface ResourceProps {
  readonly resource: ResourceDraft;
  readonly label: string;
  readonly problemOf: (field: keyof ResourceDraft) => string | undefined;
  readonly onChange: (change: Partial<ResourceDraft>) => void;
  readonly onRemove: () => void;
}

function OneResource(props: ResourceProps): ReactNode {
  const { resource, label, problemOf, onChange, onRemove } = props;
  return (
    <Paper withBorder p="xs" role="group" aria-label={label}>
      <Stack gap={6}>
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            label="Name"
            flex={1}
            value={resource.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
            error={problemOf('name')}
          />
          <ActionIcon
            variant="subtle"
            size={34}
            mt={22}
            aria-label={`Remove ${label.toLowerCase()}`}
            onClick={onRemove}
          >
            <IconX size={15} />
          </ActionIcon>
        </Group>
        <Group gap="xs" align="flex-start" grow preventGrowOverflow={false}>
          <Limit
            label="Minutes a day"
            value={resource.minutesPerDay}
            problem={problemOf('minutesPerDay')}
            onChange={(minutesPerDay) => onChange({ minutesPerDay })}
          />
          <Limit
            label="Tasks a day"
            value={resource.tasksPerDay}
            problem={problemOf('tasksPerDay')}
            onChange={(tasksPerDay) => onChange({ tasksPerDay })}
          />
          <Limit
            label="Tasks at once"
            value={resource.atOnce}
            problem={problemOf('atOnce')}
            onChange={(atOnce) => onChange({ atOnce })}
          />
        </Group>
        <Types {...props} />
      </Stack>
    </Paper>
  );
}

interface LimitProps {
  readonly label: string;
  readonly value: number | string;
  readonly problem: string | undefined;
  readonly onChange: (value: number | string) => void;
}

function Limit({ label, value, problem, onChange }: LimitProps): ReactNode {
  return (
    <NumberInput
      label={label}
      placeholder="No limit"
      miw={110}
      min={0}
      allowDecimal={false}
      clampBehavior="none"
      value={value}
      onChange={onChange}
      error={problem}
    />
  );
}

function Types({ resource, problemOf, onChange }: ResourceProps): ReactNode {
  const found = useQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const types = found.data?.items ?? [];
  // Until the titles are there, and for a type that is gone, a name stands for itself.
  const unnamed = resource.types.filter((name) => !types.some(({ type }) => type === name));
  return (
    <MultiSelect
      label="Types of tasks that need it"
      description="None chosen: every type, also those to come."
      data={[
        ...types.map(({ type, title }) => ({ value: type, label: title })),
        ...unnamed.map((name) => ({ value: name, label: name })),
      ]}
      value={[...resource.types]}
      onChange={(chosen) => onChange({ types: chosen })}
      searchable
      nothingFoundMessage="No type of this name"
      error={problemOf('types')}
    />
  );
}
