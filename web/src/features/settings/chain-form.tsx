import { Button, Checkbox, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ApprovalChain, GivenChain } from '#modules/approvals/contract';
import { DECIDING_ROLES, SUBJECT_TYPES } from '#modules/approvals/enums';
import { toAicmoError } from '#client/client';
import { api } from '../../api.ts';
import { issuesOf } from '../../lib/issues-of.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import {
  type ChainDraft,
  draftOf,
  givenOf,
  isForTasksAlone,
  newDraft,
  noDeciderProblems,
  problemsOf,
} from './chain-draft.ts';
import type { WorkNames } from './use-work-names.ts';
import type { WhoOptions } from './seat-fields.tsx';
import { StepList } from './step-list.tsx';

const KINDS = { brief: 'Briefs', variant: 'Variants', task: 'Tasks' } as const;

/** What steps are for, and the steps. Steps that are there keep their name. */
export function ChainForm(props: {
  initial?: ApprovalChain;
  names: WorkNames;
  /** Names that other steps have. */
  takenNames: readonly string[];
  onSubmit: (given: GivenChain) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const { initial, names, takenNames } = props;
  const [draft, setDraft] = useState<ChainDraft>(() =>
    initial === undefined ? newDraft() : draftOf(initial),
  );
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const options = useWhoOptions(initial);
  const set = (change: Partial<ChainDraft>): void => setDraft((before) => ({ ...before, ...change }));
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // What the server has refused takes the focus itself.
    if (failure === undefined) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems, failure]);
  const send = async (): Promise<void> => {
    const found = problemsOf(draft, initial === undefined ? takenNames : []);
    setProblems(found);
    setFailure(undefined);
    if (Object.keys(found).length > 0) return;
    setBusy(true);
    try {
      await props.onSubmit(givenOf(draft));
    } catch (error) {
      const { code, details } = toAicmoError(error);
      setProblems(
        code === 'approvals.no_decider' ? noDeciderProblems(draft, details['id']) : issuesOf(details),
      );
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="md">
        <FormFailure failure={failure} />
        {initial === undefined ? (
          <TextInput
            label="Name"
            description="What the steps are called in lists and on record."
            maxLength={80}
            value={draft.name}
            data-autofocus
            error={problems['name']}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
        ) : (
          <Text size="sm">
            What waits already keeps the steps under which it was asked for. These hold for what is made from
            now on.
          </Text>
        )}
        <Scope draft={draft} names={names} problems={problems} onChange={set} />
        <StepList draft={draft} options={options} problems={problems} onChange={(steps) => set({ steps })} />
        {Object.keys(problems).length === 0 ? undefined : (
          <Text size="sm" role="alert">
            Something is missing: the fields say what.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            {initial === undefined ? 'Set the steps' : 'Change the steps'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Scope(props: {
  draft: ChainDraft;
  names: WorkNames;
  problems: Readonly<Record<string, string>>;
  onChange: (change: Partial<ChainDraft>) => void;
}): ReactNode {
  const { draft, names, problems, onChange } = props;
  const optionsOf = (known: ReadonlyMap<string, string>) =>
    [...known].map(([value, label]) => ({ value, label }));
  const orAll = (chosen: string[]): string[] | null => (chosen.length === 0 ? null : chosen);
  return (
    <>
      <Checkbox.Group
        label="What goes through them"
        error={problems['subjectTypes']}
        value={[...draft.subjectTypes]}
        onChange={(chosen) =>
          onChange({ subjectTypes: SUBJECT_TYPES.filter((kind) => chosen.includes(kind)) })
        }
      >
        <Group gap="md" mt={6}>
          {SUBJECT_TYPES.map((kind) => (
            <Checkbox key={kind} value={kind} label={KINDS[kind]} />
          ))}
        </Group>
      </Checkbox.Group>
      <MultiSelect
        label="Brands"
        description="None chosen: every brand, also those to come. Steps for a brand go before steps for all."
        data={optionsOf(names.brands)}
        value={[...(draft.brandIds ?? [])]}
        onChange={(chosen) => onChange({ brandIds: orAll(chosen) })}
        error={problems['brandIds']}
        searchable
        nothingFoundMessage="No brand of this name"
      />
      {isForTasksAlone(draft) ? (
        <MultiSelect
          label="Types of tasks"
          description="None chosen: every type, also those to come."
          data={optionsOf(names.types)}
          value={[...(draft.types ?? [])]}
          onChange={(chosen) => onChange({ types: orAll(chosen) })}
          error={problems['types']}
          searchable
          nothingFoundMessage="No type of this name"
        />
      ) : undefined}
    </>
  );
}

/** Who can be named: roles, people who may decide, and those of the steps who may not any more. */
function useWhoOptions(initial: ApprovalChain | undefined): WhoOptions {
  const deciders = useQuery(api.approvals.deciders.queryOptions());
  const known = (deciders.data?.items ?? []).map(({ personId, name, role }) => ({
    value: `person:${personId}`,
    label: `${name} (${role})`,
  }));
  const named = (initial?.steps ?? []).flatMap(({ seats, escalateTo }) => [...seats, ...escalateTo]);
  const gone = new Map(
    named.flatMap((seat) =>
      seat.kind === 'person' && !known.some(({ value }) => value === `person:${seat.personId}`)
        ? [[`person:${seat.personId}`, seat.name] as const]
        : [],
    ),
  );
  return {
    roles: DECIDING_ROLES.map((role) => ({ value: `role:${role}`, label: `Any ${role}` })),
    people: [...known, ...[...gone].map(([value, name]) => ({ value, label: `${name} (may not decide)` }))],
  };
}
