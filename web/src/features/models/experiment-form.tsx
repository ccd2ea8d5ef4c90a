import {
  Alert,
  Button,
  Fieldset,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import { type ExperimentReport, LEAST_UNITS, MOST_ARMS, MOST_UNITS } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { capitalised, spacedName } from '../../lib/words.ts';
import { FailureCode, Shown } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';

interface ArmDraft {
  readonly name: string;
  readonly version: string | null;
  readonly targets: readonly string[];
}

interface Draft {
  readonly name: string;
  readonly promptName: string | null;
  readonly units: number | string;
  readonly arms: readonly ArmDraft[];
}

type StartInput = Parameters<typeof client.models.startExperiment>[0];

const START: Draft = {
  name: '',
  promptName: 'copywriting',
  units: 100,
  arms: [
    { name: 'now', version: null, targets: [] },
    { name: 'new', version: null, targets: [] },
  ],
};

interface FormProps {
  readonly onStarted: (started: ExperimentReport) => void;
  readonly onCancel: () => void;
}

/** What is compared, and after how much work there is a verdict. */
export function ExperimentForm({ onStarted, onCancel }: FormProps): ReactNode {
  const queries = useQueryClient();
  const [draft, setDraft] = useState(START);
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const send = async (): Promise<void> => {
    const read = inputOf(draft);
    setFailure(undefined);
    setProblem(typeof read === 'string' ? read : undefined);
    if (typeof read === 'string') return;
    setBusy(true);
    try {
      const started = await client.models.startExperiment(read);
      await queries.invalidateQueries({ queryKey: api.models.experiments.key() });
      onStarted(started);
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack>
        {problem === undefined && failure === undefined ? undefined : (
          <Alert color="red" role="alert" title="It is not started">
            <Told text={problem ?? toAicmoError(failure).detail} />
            {failure === undefined ? undefined : <FailureCode error={failure} />}
          </Alert>
        )}
        <TextInput
          label="Name"
          description="What it is to find out."
          maxLength={200}
          value={draft.name}
          data-autofocus
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Arms draft={draft} onChange={change} />
        <NumberInput
          label="Units of each arm"
          description="Requests, such as the texts of one product, market and channel. There is no verdict before each arm has so many."
          min={LEAST_UNITS}
          max={MOST_UNITS}
          allowDecimal={false}
          value={draft.units}
          onChange={(units) => change({ units })}
        />
        <Text size="sm" c="dimmed">
          Until it ends, campaigns take the version of their arm instead of the one in use.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            Start it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Arms({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }): ReactNode {
  const prompts = useQuery(api.models.prompts.queryOptions({ input: {} }));
  const status = useQuery(api.models.status.queryOptions());
  const targets = (status.data?.targets ?? []).map(({ name }) => name);
  const setArm = (index: number, part: Partial<ArmDraft>): void =>
    onChange({ arms: draft.arms.map((arm, place) => (place === index ? { ...arm, ...part } : arm)) });
  return (
    <Shown query={prompts}>
      {({ items }) => {
        const names = [...new Set(items.map(({ name }) => name))];
        const versions = items
          .filter(({ name }) => name === draft.promptName)
          .map(({ version, isActive }) => ({
            value: String(version),
            label: `Version ${version}${isActive ? ', in use' : ''}`,
          }));
        return (
          <Stack>
            <Select
              label="Prompt"
              data={names.map((value) => ({ value, label: capitalised(spacedName(value)) }))}
              value={draft.promptName}
              allowDeselect={false}
              onChange={(promptName) =>
                onChange({ promptName, arms: draft.arms.map((arm) => ({ ...arm, version: null })) })
              }
            />
            {draft.arms.map((arm, index) => (
              <Fieldset
                key={index}
                legend={index === 0 ? 'Arm 1, which the others are compared with' : `Arm ${index + 1}`}
              >
                <Stack gap="xs">
                  <Group grow align="flex-start">
                    <TextInput
                      label="Name of the arm"
                      maxLength={40}
                      value={arm.name}
                      onChange={(event) => setArm(index, { name: event.currentTarget.value })}
                    />
                    <Select
                      label="Version"
                      placeholder="Choose one"
                      data={versions}
                      value={arm.version}
                      allowDeselect={false}
                      onChange={(version) => setArm(index, { version })}
                    />
                  </Group>
                  <MultiSelect
                    label="Chain"
                    description="Targets in the order they are asked. Empty: as the use case has it."
                    data={targets}
                    value={[...arm.targets]}
                    maxValues={12}
                    onChange={(chosen) => setArm(index, { targets: chosen })}
                  />
                  {draft.arms.length > 2 ? (
                    <Button
                      variant="default"
                      size="xs"
                      style={{ alignSelf: 'flex-end' }}
                      onClick={() => onChange({ arms: draft.arms.filter((_arm, place) => place !== index) })}
                    >
                      Take arm {index + 1} out
                    </Button>
                  ) : undefined}
                </Stack>
              </Fieldset>
            ))}
            {draft.arms.length < MOST_ARMS ? (
              <Button
                variant="default"
                size="xs"
                style={{ alignSelf: 'flex-start' }}
                onClick={() =>
                  onChange({
                    arms: [
                      ...draft.arms,
                      { name: `arm ${draft.arms.length + 1}`, version: null, targets: [] },
                    ],
                  })
                }
              >
                Add an arm
              </Button>
            ) : undefined}
          </Stack>
        );
      }}
    </Shown>
  );
}

/** The request that a draft makes, or what it lacks. */
function inputOf({ name, promptName, units, arms }: Draft): StartInput | string {
  if (name.trim() === '') return 'Give it a name.';
  if (promptName === null) return 'Choose a prompt.';
  if (arms.some((arm) => arm.name.trim() === '')) return 'Give each arm a name.';
  if (new Set(arms.map((arm) => arm.name.trim())).size < arms.length) return 'Two arms have the same name.';
  if (arms.some(({ version }) => version === null)) return 'Choose a version for each arm.';
  const unitsPerArm = Number(units);
  if (!Number.isInteger(unitsPerArm) || unitsPerArm < LEAST_UNITS)
    return `Each arm needs at least ${LEAST_UNITS} units: fewer say nothing.`;
  return {
    name: name.trim(),
    promptName,
    unitsPerArm,
    arms: arms.map((arm) => ({
      name: arm.name.trim(),
      promptVersion: Number(arm.version),
      ...(arm.targets.length === 0 ? {} : { targets: [...arm.targets] }),
    })),
  };
}
