import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { SeatDraft } from './chain-draft.ts';

/** Whom a seat can be given to, in groups of a list. */
export interface WhoOptions {
  readonly roles: readonly { value: string; label: string }[];
  readonly people: readonly { value: string; label: string }[];
}

const CLIENT = { value: 'client', label: 'A client, by a link' };

/** Who decides: somebody of a role, a person, or a client, of whom name and address are asked for. */
export function SeatFields(props: {
  seat: SeatDraft;
  number: number;
  /** Where it stands, such as `steps.0.seats.1`. */
  path: string;
  options: WhoOptions;
  problems: Readonly<Record<string, string>>;
  onChange: (seat: SeatDraft) => void;
  /** Absent for the only one. */
  onRemove: (() => void) | undefined;
}): ReactNode {
  const { seat, number, path, options, problems, onChange, onRemove } = props;
  const { roles, people } = options;
  const label = number === 1 ? 'Who decides' : `Who decides, ${number}`;
  return (
    <Stack gap={6}>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <Select
          flex={1}
          label={label}
          placeholder="Choose one"
          data={[
            { group: 'Anybody who is', items: [...roles] },
            { group: 'A person', items: [...people] },
            { group: 'Without an account', items: [CLIENT] },
          ]}
          value={seat.who === '' ? null : seat.who}
          allowDeselect={false}
          searchable
          nothingFoundMessage="Nobody of this name may decide"
          error={problems[`${path}.personId`]}
          onChange={(who) => onChange({ ...seat, who: who ?? seat.who })}
        />
        {onRemove === undefined ? undefined : (
          <Button variant="default" onClick={onRemove} aria-label={`Remove: ${label}`}>
            Remove
          </Button>
        )}
      </Group>
      {seat.who === 'client' ? (
        <Group gap="xs" align="flex-start" grow preventGrowOverflow={false}>
          <TextInput
            label="Name of the client"
            maxLength={100}
            value={seat.name}
            error={problems[`${path}.name`]}
            onChange={(event) => onChange({ ...seat, name: event.currentTarget.value })}
          />
          <TextInput
            label="Address of the client"
            type="email"
            maxLength={254}
            value={seat.email}
            error={problems[`${path}.email`]}
            onChange={(event) => onChange({ ...seat, email: event.currentTarget.value })}
          />
        </Group>
      ) : undefined}
    </Stack>
  );
}
