import { Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { type ChainDraft, moved, newStep, type StepDraft } from './chain-draft.ts';
import type { WhoOptions } from './seat-fields.tsx';
import { StepFields } from './step-fields.tsx';

const MOST_STEPS = 10;

/** The steps in their order; a step that is moved keeps the focus on the button that moved it. */
export function StepList(props: {
  draft: ChainDraft;
  options: WhoOptions;
  problems: Readonly<Record<string, string>>;
  onChange: (steps: StepDraft[]) => void;
}): ReactNode {
  const { draft, options, problems, onChange } = props;
  const { steps } = draft;
  const list = useRef<HTMLDivElement>(null);
  const pressed = useRef<{ key: number; by: -1 | 1 } | undefined>(undefined);
  const [told, setTold] = useState('');
  useEffect(() => {
    if (pressed.current === undefined) return;
    const { key, by } = pressed.current;
    pressed.current = undefined;
    const find = (to: number) => list.current?.querySelector<HTMLButtonElement>(`[data-move="${key}:${to}"]`);
    const [same, other] = [find(by), find(-by)];
    (same?.disabled === true ? other : same)?.focus();
  }, [steps]);
  const move = (index: number, by: -1 | 1): void => {
    const step = steps[index];
    if (step === undefined) return;
    pressed.current = { key: step.key, by };
    setTold(`${step.name === '' ? 'The step' : step.name} is step ${index + 1 + by} of ${steps.length} now.`);
    onChange(moved(steps, index, index + by));
  };
  return (
    <Stack gap="sm" ref={list}>
      {steps.map((step, index) => (
        <StepFields
          key={step.key}
          step={step}
          index={index}
          count={steps.length}
          options={options}
          problems={problems}
          onChange={(next) => onChange(steps.map((one) => (one.key === next.key ? next : one)))}
          onMove={(by) => move(index, by)}
          onRemove={() => onChange(steps.filter(({ key }) => key !== step.key))}
        />
      ))}
      <Text size="sm" c="dimmed" role="status">
        {told}
      </Text>
      <Button
        variant="default"
        disabled={steps.length >= MOST_STEPS}
        onClick={() => onChange([...steps, newStep()])}
        style={{ alignSelf: 'flex-start' }}
      >
        Add a step
      </Button>
    </Stack>
  );
}
