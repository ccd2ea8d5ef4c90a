import { Button, Group, MultiSelect, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { PRIORITIES, type Priority } from '#modules/tasks/enums';
import { FormFailure } from '../../ui/form-failure.tsx';
import { PRIORITY_SIGNS } from '../../ui/tone.ts';
import { type GivenPolicy, policyWords } from './policy-words.ts';
import type { WorkNames } from './use-work-names.ts';

/** What a new policy lets through before the person says more: little. */
const START: GivenPolicy = {
  name: '',
  types: null,
  brandIds: null,
  mostPriority: 'MEDIUM',
  leastConfidence: 0.7,
  mostMinutes: 60,
  mostCostMicro: null,
  isOn: true,
};

/** What tasks a policy approves, with the sentence that it comes to. A policy that is there keeps its name. */
export function PolicyForm(props: {
  initial?: GivenPolicy;
  names: WorkNames;
  onSubmit: (given: GivenPolicy) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const { initial, names } = props;
  const [given, setGiven] = useState(initial ?? START);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const set = (change: Partial<GivenPolicy>): void => setGiven((before) => ({ ...before, ...change }));
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await props.onSubmit(given);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const optionsOf = (known: ReadonlyMap<string, string>) =>
    [...known].map(([value, label]) => ({ value, label }));
  const orAll = (chosen: string[]): string[] | null => (chosen.length === 0 ? null : chosen);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        <FormFailure failure={failure} />
        {initial === undefined ? (
          <TextInput
            label="Name"
            description="It stands on the record of each task that the policy approves."
            required
            withAsterisk={false}
            maxLength={80}
            value={given.name}
            data-autofocus
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        ) : undefined}
        <MultiSelect
          label="Types of tasks"
          description="None chosen: every type, also those to come."
          data={optionsOf(names.types)}
          value={[...(given.types ?? [])]}
          onChange={(chosen) => set({ types: orAll(chosen) })}
          searchable
          nothingFoundMessage="No type of this name"
        />
        <MultiSelect
          label="Brands"
          description="None chosen: every brand, also those to come."
          data={optionsOf(names.brands)}
          value={[...(given.brandIds ?? [])]}
          onChange={(chosen) => set({ brandIds: orAll(chosen) })}
          searchable
          nothingFoundMessage="No brand of this name"
        />
        <Select
          label="Priority, at most"
          data={PRIORITIES.map((value) => ({ value, label: PRIORITY_SIGNS[value].word }))}
          value={given.mostPriority}
          allowDeselect={false}
          onChange={(value) => set({ mostPriority: (value ?? given.mostPriority) as Priority })}
        />
        <NumberInput
          label="Confidence, at least (per cent)"
          description="How sure whoever proposed the task was that the campaign needs it."
          min={0}
          max={100}
          value={Math.round(given.leastConfidence * 1_000) / 10}
          onChange={(value) => set({ leastConfidence: Math.min(100, Math.max(0, Number(value))) / 100 })}
        />
        <NumberInput
          label="Work, at most (minutes)"
          description="Empty: any amount of work."
          min={1}
          allowDecimal={false}
          value={given.mostMinutes ?? ''}
          onChange={(value) => set({ mostMinutes: value === '' ? null : Math.max(1, Number(value)) })}
        />
        <NumberInput
          label="Cost of a run, at most (US dollars)"
          description="What models cost in the last runs of the type. Empty: any cost. A type that never ran is not let through."
          min={0}
          max={1_000}
          decimalScale={6}
          value={given.mostCostMicro === null ? '' : given.mostCostMicro / 1_000_000}
          onChange={(value) =>
            set({ mostCostMicro: value === '' ? null : Math.round(Math.max(0, Number(value)) * 1_000_000) })
          }
        />
        <Text size="sm" role="status">
          {policyWords(given, names)}
        </Text>
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            {initial === undefined ? 'Make the policy' : 'Change the policy'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
