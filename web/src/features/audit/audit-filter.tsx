import { Button, Group, Select, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ACTOR_KINDS } from '#modules/audit/enums';
import { spacedName } from '../../lib/words.ts';
import type { AuditSearch } from './audit-search.ts';

/** A time of the address as the field shows it, in the zone of the person. */
function toField(time: string | undefined): string {
  if (time === undefined) return '';
  const at = new Date(time);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromField(text: string): string | undefined {
  return text === '' ? undefined : new Date(text).toISOString();
}

/** The filter of the chain. It acts when it is sent, so that no half-typed word is searched for. */
export function AuditFilter(props: {
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}): ReactNode {
  const [given, setGiven] = useState(props.search);
  const set = (part: Partial<Record<keyof AuditSearch, string | undefined>>): void =>
    setGiven((before) => ({ ...before, ...part }) as AuditSearch);
  const text = (name: 'action' | 'subjectType' | 'subjectId', label: string, hint: string): ReactNode => (
    <TextInput
      label={label}
      placeholder={hint}
      value={given[name] ?? ''}
      w={{ base: '100%', xs: 180 }}
      onChange={(event) =>
        set({ [name]: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
      }
    />
  );
  return (
    <form
      role="search"
      aria-label="Filter of the chain"
      onSubmit={(event) => {
        event.preventDefault();
        props.onChange(given);
      }}
    >
      <Group gap="xs" align="flex-end">
        <Select
          label="Who"
          placeholder="Anybody"
          clearable
          data={ACTOR_KINDS.map((value) => ({ value, label: spacedName(value) }))}
          value={given.actorKind ?? null}
          w={{ base: '100%', xs: 140 }}
          onChange={(value) => set({ actorKind: value ?? undefined })}
        />
        {text('action', 'Action', 'alert.resolved')}
        {text('subjectType', 'Kind of subject', 'campaign')}
        {text('subjectId', 'Id of the subject', '')}
        {(['from', 'until'] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            label={name === 'from' ? 'From' : 'Until'}
            value={toField(given[name])}
            w={{ base: '100%', xs: 210 }}
            onChange={(event) => set({ [name]: fromField(event.currentTarget.value) })}
          />
        ))}
        <Button type="submit">Filter</Button>
      </Group>
    </form>
  );
}
