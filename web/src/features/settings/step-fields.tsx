import { Button, Fieldset, Group, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { newSeat, type SeatDraft, type StepDraft, type TimeDraft } from './chain-draft.ts';
import { SeatFields, type WhoOptions } from './seat-fields.tsx';

const MOST_SEATS = 20;
const MOST_HOURS = 24 * 365;

export interface StepFieldsProps {
  readonly step: StepDraft;
  readonly index: number;
  readonly count: number;
  readonly options: WhoOptions;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (step: StepDraft) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** One step: its name, who decides in it, and its times. */
export function StepFields(props: StepFieldsProps): ReactNode {
  const { step, index, options, problems, onChange } = props;
  const path = `steps.${index}`;
  const set = (part: Partial<StepDraft>): void => onChange({ ...step, ...part });
  const setSeat = (seat: SeatDraft): void =>
    set({ seats: step.seats.map((one) => (one.key === seat.key ? seat : one)) });
  return (
    <Fieldset legend={`Step ${index + 1}`}>
      <Stack gap="sm">
        <TextInput
          label="Name of the step"
          placeholder="Such as Legal, or Client"
          maxLength={80}
          value={step.name}
          error={problems[`${path}.name`]}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {step.seats.map((seat, number) => (
          <SeatFields
            key={seat.key}
            seat={seat}
            number={number + 1}
            path={`${path}.seats.${number}`}
            options={options}
            problems={problems}
            onChange={setSeat}
            onRemove={
              step.seats.length === 1
                ? undefined
                : () => set({ seats: step.seats.filter(({ key }) => key !== seat.key) })
            }
          />
        ))}
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            disabled={step.seats.length >= MOST_SEATS}
            onClick={() => set({ seats: [...step.seats, newSeat('')] })}
          >
            Add somebody who decides
          </Button>
        </Group>
        {step.seats.length > 1 ? (
          <Select
            label="How many decide"
            data={[
              { value: 'any', label: 'One of them is enough' },
              { value: 'all', label: 'Each of them, by different people' },
            ]}
            value={step.mode}
            allowDeselect={false}
            onChange={(mode) => set({ mode: mode === 'all' ? 'all' : 'any' })}
          />
        ) : undefined}
        <Times {...props} />
        <StepVerbs {...props} />
      </Stack>
    </Fieldset>
  );
}

function Times({ step, index, options, problems, onChange }: StepFieldsProps): ReactNode {
  const path = `steps.${index}`;
  const set = (part: Partial<StepDraft>): void => onChange({ ...step, ...part });
  const chosen = step.escalateTo.map(({ who }) => who);
  return (
    <>
      <TimeFields
        label="Due after"
        description="From when the step is reached. Empty: it may wait for ever."
        time={step.due}
        problem={problems[`${path}.hours`]}
        onChange={(due) => set({ due })}
      />
      <TimeFields
        label="Remind every"
        description="Empty: never."
        time={step.remind}
        problem={problems[`${path}.remindHours`]}
        onChange={(remind) => set({ remind })}
      />
      {step.due.amount === '' ? undefined : (
        <MultiSelect
          label="Who may decide as well once it is overdue"
          description="Nobody chosen: owners and admins."
          data={[
            { group: 'Anybody who is', items: [...options.roles] },
            { group: 'A person', items: [...options.people] },
          ]}
          value={chosen}
          searchable
          nothingFoundMessage="Nobody of this name may decide"
          error={problems[`${path}.escalateTo`]}
          onChange={(whos) =>
            set({
              escalateTo: whos.map((who) => step.escalateTo.find((seat) => seat.who === who) ?? newSeat(who)),
            })
          }
        />
      )}
    </>
  );
}

function TimeFields(props: {
  label: string;
  description: string;
  time: TimeDraft;
  problem: string | undefined;
  onChange: (time: TimeDraft) => void;
}): ReactNode {
  const { label, description, time, problem, onChange } = props;
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        flex={1}
        label={label}
        description={description}
        min={1}
        max={time.unit === 'days' ? MOST_HOURS / 24 : MOST_HOURS}
        allowDecimal={false}
        value={time.amount}
        error={problem}
        onChange={(amount) => onChange({ ...time, amount: amount === '' ? '' : Number(amount) })}
      />
      <Select
        w={110}
        aria-label={`${label}: hours or days`}
        data={[
          { value: 'hours', label: 'hours' },
          { value: 'days', label: 'days' },
        ]}
        value={time.unit}
        allowDeselect={false}
        onChange={(unit) => onChange({ ...time, unit: unit === 'hours' ? 'hours' : 'days' })}
      />
    </Group>
  );
}

function StepVerbs({ step, index, count, onMove, onRemove }: StepFieldsProps): ReactNode {
  const name = step.name === '' ? `step ${index + 1}` : `step ${index + 1}, ${step.name}`;
  if (count === 1) return undefined;
  return (
    <Group gap="xs" justify="flex-end">
      <Button
        size="xs"
        variant="default"
        data-move={`${step.key}:-1`}
        disabled={index === 0}
        onClick={() => onMove(-1)}
        aria-label={`Move up: ${name}`}
      >
        Move up
      </Button>
      <Button
        size="xs"
        variant="default"
        data-move={`${step.key}:1`}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
        aria-label={`Move down: ${name}`}
      >
        Move down
      </Button>
      <Button size="xs" variant="default" onClick={onRemove} aria-label={`Remove: ${name}`}>
        Remove the step
      </Button>
    </Group>
  );
}
