import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import { api, type client } from '../../api.ts';
import { issuesOf } from '../../lib/issues-of.ts';
import { useSession } from '../../session.tsx';
import { FormFailure } from '../../ui/form-failure.tsx';

type GivenDelegation = Parameters<typeof client.approvals.delegate>[0];

/** What the server refuses, by the field that it is about. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'approvals.no_decider': 'toPerson',
  'approvals.delegation_self': 'toPerson',
  'approvals.delegation_time': 'untilAt',
};

/** Who decides for whom, from when until when; with `forOthers` also for whom. Days are whole, where the person is. */
export function DelegationForm(props: {
  forOthers: boolean;
  onSubmit: (given: GivenDelegation) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const { forOthers } = props;
  const { user } = useSession();
  const deciders = useQuery(api.approvals.deciders.queryOptions());
  const [fromPerson, setFromPerson] = useState<string | null>(null);
  const [toPerson, setToPerson] = useState<string | null>(null);
  const [fromDay, setFromDay] = useState('');
  const [untilDay, setUntilDay] = useState('');
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const people = (deciders.data?.items ?? []).map(({ personId, name, role }) => ({
    value: personId,
    label: `${name} (${role})`,
  }));
  const isFor = forOthers ? fromPerson : user.id;
  const send = async (): Promise<void> => {
    const missing = {
      ...(isFor === null ? { fromPerson: 'Choose who is away' } : {}),
      ...(toPerson === null ? { toPerson: 'Choose who decides' } : {}),
      ...(untilDay === '' ? { untilAt: 'Choose the last day' } : {}),
      ...(reason.trim() === '' ? { reason: 'Say why' } : {}),
    };
    setProblems(missing);
    setFailure(undefined);
    if (isFor === null || toPerson === null || Object.keys(missing).length > 0) return;
    setBusy(true);
    try {
      await props.onSubmit({
        ...(forOthers ? { fromPerson: isFor } : {}),
        toPerson,
        ...(fromDay === '' ? {} : { fromAt: new Date(`${fromDay}T00:00:00`) }),
        untilAt: new Date(`${untilDay}T23:59:59`),
        reason,
      });
    } catch (error) {
      const { code, detail, details } = toAicmoError(error);
      const field = FIELD_OF[code];
      setProblems(field === undefined ? issuesOf(details) : { [field]: detail });
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
      <Stack gap="sm">
        <FormFailure failure={failure} />
        {forOthers ? (
          <Select
            label="Who is away"
            placeholder="Choose one"
            data={people}
            value={fromPerson}
            searchable
            nothingFoundMessage="Nobody of this name may decide"
            error={problems['fromPerson']}
            onChange={setFromPerson}
          />
        ) : undefined}
        <Select
          label="Who decides instead"
          description="They see the brands that they see anyway, and decide as themselves: the record says for whom."
          placeholder="Choose one"
          data={people.filter(({ value }) => value !== isFor)}
          value={toPerson}
          searchable
          nothingFoundMessage="Nobody of this name may decide"
          error={problems['toPerson']}
          onChange={setToPerson}
        />
        <Group grow align="flex-start">
          <TextInput
            type="date"
            label="From"
            description="Empty: from now on."
            value={fromDay}
            error={problems['fromAt']}
            onChange={(event) => setFromDay(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label="Until"
            description="The last day, to its end."
            value={untilDay}
            error={problems['untilAt']}
            onChange={(event) => setUntilDay(event.currentTarget.value)}
          />
        </Group>
        <TextInput
          label="Why"
          placeholder="Such as On holiday"
          maxLength={200}
          value={reason}
          error={problems['reason']}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            Let them decide
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
