import { Button, Group, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { BRAND_ROLES, ROLES, type Role } from '#kernel/permission';
import { api } from '../../api.ts';
import { capitalised } from '../../lib/words.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { ROLE_WORDS } from './role-words.ts';

export interface GivenRole {
  readonly email: string;
  readonly role: Role;
  readonly brandIds: string[] | null;
}

/** Role and brands of a person; with `asksEmail` also whom it is for. Roles above one's own are refused by the server. */
export function RoleForm(props: {
  asksEmail: boolean;
  initial?: Pick<GivenRole, 'role' | 'brandIds'>;
  submit: string;
  onSubmit: (given: GivenRole) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>(props.initial?.role ?? 'analyst');
  const [brandIds, setBrandIds] = useState<string[]>(props.initial?.brandIds ?? []);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  const canLimit = BRAND_ROLES.some((found) => found === role);
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await props.onSubmit({ email, role, brandIds: canLimit && brandIds.length > 0 ? brandIds : null });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        <FormFailure failure={failure} />
        {props.asksEmail ? (
          <TextInput
            label="E-mail"
            type="email"
            required
            withAsterisk={false}
            value={email}
            autoComplete="off"
            data-autofocus
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
        ) : undefined}
        <Select
          label="Role"
          description={ROLE_WORDS[role]}
          data={ROLES.map((value) => ({ value, label: capitalised(value) }))}
          value={role}
          allowDeselect={false}
          onChange={(value) => setRole(ROLES.find((found) => found === value) ?? role)}
        />
        {canLimit ? (
          <MultiSelect
            label="Brands"
            description="Which brands the person sees. None chosen: all of them, also those to come."
            data={(brands.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={brandIds}
            onChange={setBrandIds}
            searchable
            nothingFoundMessage="No brand of this name"
          />
        ) : undefined}
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            {props.submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
