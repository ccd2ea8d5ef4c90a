import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  NumberInput,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { WEEKDAYS } from '#modules/schedule/enums';
import {
  type DaysDraft,
  type DaysProblems,
  problemWithin,
  WEEKDAY_NAMES,
  type Weekday,
} from './days-draft.ts';
import { ResourceFields } from './resource-fields.tsx';

interface FieldsProps {
  readonly draft: DaysDraft;
  readonly problems: DaysProblems;
  readonly onChange: (change: Partial<DaysDraft>) => void;
}

const ZONES = Intl.supportedValuesOf('timeZone');

/** The fields of the days, each with what is wrong with it. */
export function DaysFields(props: FieldsProps): ReactNode {
  const { draft, problems, onChange } = props;
  return (
    <Stack>
      <Autocomplete
        label="Time zone"
        description="Hours and days below are meant by its clock."
        data={ZONES}
        limit={20}
        value={draft.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
        error={problems['timeZone']}
      />
      <div role="group" aria-label="Working hours">
        <Text fw={550} size="sm" mb={4}>
          Working hours
        </Text>
        <Stack gap={6}>
          {WEEKDAYS.map((weekday) => (
            <WeekdayHours key={weekday} weekday={weekday} {...props} />
          ))}
        </Stack>
      </div>
      <Group grow align="flex-start">
        <NumberInput
          label="Tasks a day"
          description="At most; 0 plans nothing."
          value={draft.maxTasksPerDay}
          onChange={(maxTasksPerDay) => onChange({ maxTasksPerDay })}
          min={0}
          allowDecimal={false}
          clampBehavior="none"
          error={problems['maxTasksPerDay']}
        />
        <NumberInput
          label="Minutes a day"
          description="Of work, at most; empty for no limit."
          value={draft.minutesPerDay}
          onChange={(minutesPerDay) => onChange({ minutesPerDay })}
          min={0}
          allowDecimal={false}
          clampBehavior="none"
          error={problems['minutesPerDay']}
        />
      </Group>
      <Blackouts {...props} />
      <TagsInput
        label="Public holidays of"
        description="Countries or parts of them, such as DE or DE-BY. Nothing is planned on their holidays."
        value={draft.holidaysOf}
        onChange={(holidaysOf) => onChange({ holidaysOf: holidaysOf.map((market) => market.toUpperCase()) })}
        acceptValueOnBlur
        error={problemWithin(problems, 'holidaysOf')}
      />
      <ResourceFields {...props} />
    </Stack>
  );
}

function WeekdayHours(props: FieldsProps & { weekday: Weekday }): ReactNode {
  const { weekday, draft, problems, onChange } = props;
  const name = WEEKDAY_NAMES[weekday];
  const spans = draft.workingHours[weekday] ?? [];
  const add = useRef<HTMLButtonElement>(null);
  const set = (next: typeof spans): void =>
    onChange({ workingHours: { ...draft.workingHours, [weekday]: next } });
  const write = (index: number, change: { from?: string; to?: string }): void =>
    set(spans.map((span, n) => (n === index ? { ...span, ...change } : span)));
  return (
    <Group gap="xs" align="flex-start" role="group" aria-label={name}>
      <Text size="sm" w={90} pt={6}>
        {name}
      </Text>
      {spans.length === 0 ? (
        <Text size="sm" c="dimmed" pt={6}>
          Free
        </Text>
      ) : undefined}
      {spans.map((span, index) => {
        const path = `workingHours.${weekday}.${index}`;
        return (
          <Group key={index} gap={4} align="flex-start" wrap="nowrap">
            <TextInput
              aria-label={`${name}, from`}
              w={72}
              value={span.from}
              onChange={(event) => write(index, { from: event.currentTarget.value })}
              error={problems[`${path}.from`]}
            />
            <Text size="sm" pt={6} aria-hidden="true">
              to
            </Text>
            <TextInput
              aria-label={`${name}, to`}
              w={72}
              value={span.to}
              onChange={(event) => write(index, { to: event.currentTarget.value })}
              error={problems[`${path}.to`] ?? problems[path]}
            />
            <ActionIcon
              variant="subtle"
              size={34}
              aria-label={`Remove ${span.from} to ${span.to} of ${name}`}
              onClick={() => {
                set(spans.filter((_, n) => n !== index));
                setTimeout(() => add.current?.focus());
              }}
            >
              <IconX size={15} />
            </ActionIcon>
          </Group>
        );
      })}
      <ActionIcon
        ref={add}
        variant="default"
        size={34}
        aria-label={`Add hours to ${name}`}
        onClick={() => set([...spans, { from: spans.at(-1)?.to ?? '09:00', to: '17:00' }])}
        disabled={spans.length >= 6}
      >
        <IconPlus size={15} />
      </ActionIcon>
    </Group>
  );
}

function Blackouts({ draft, problems, onChange }: FieldsProps): ReactNode {
  const { blackouts } = draft;
  const add = useRef<HTMLButtonElement>(null);
  const write = (index: number, change: Partial<(typeof blackouts)[number]>): void =>
    onChange({ blackouts: blackouts.map((each, n) => (n === index ? { ...each, ...change } : each)) });
  return (
    <div role="group" aria-label="Days on which nothing is planned">
      <Text fw={550} size="sm" mb={4}>
        Days on which nothing is planned
      </Text>
      <Stack gap={6}>
        {blackouts.map(({ from, to, reason }, index) => (
          <Group key={index} gap="xs" align="flex-start" role="group" aria-label={`Days off ${index + 1}`}>
            <TextInput
              aria-label="From"
              type="date"
              w={150}
              value={from}
              onChange={(event) => write(index, { from: event.currentTarget.value })}
              error={problems[`blackouts.${index}.from`]}
            />
            <TextInput
              aria-label="To"
              type="date"
              w={150}
              value={to}
              onChange={(event) => write(index, { to: event.currentTarget.value })}
              error={problems[`blackouts.${index}.to`]}
            />
            <TextInput
              aria-label="Reason"
              placeholder="Reason"
              flex="1 1 10rem"
              value={reason}
              onChange={(event) => write(index, { reason: event.currentTarget.value })}
              error={problems[`blackouts.${index}.reason`]}
            />
            <ActionIcon
              variant="subtle"
              size={34}
              aria-label={`Remove days off ${index + 1}`}
              onClick={() => {
                onChange({ blackouts: blackouts.filter((_, n) => n !== index) });
                // The button that was pressed is gone, and this one may have been disabled.
                setTimeout(() => add.current?.focus());
              }}
            >
              <IconX size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          ref={add}
          variant="default"
          size="xs"
          w="fit-content"
          onClick={() => onChange({ blackouts: [...blackouts, { from: '', to: '', reason: '' }] })}
        >
          Add days off
        </Button>
      </Stack>
    </div>
  );
}
