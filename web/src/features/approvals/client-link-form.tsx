import { Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import { issuesOf } from '../../lib/issues-of.ts';
import { FormFailure } from '../../ui/form-failure.tsx';

interface GivenLink {
  readonly name: string;
  readonly email: string;
  readonly days: number;
}

const USUAL_DAYS = 14;
const MOST_DAYS = 90;

/** For whom a link is and how long it holds. Where a client's turn has come, they are filled in. */
export function ClientLinkForm(props: {
  initial: { name: string; email: string } | undefined;
  onSubmit: (given: GivenLink) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const { initial } = props;
  const [name, setName] = useState(initial?.name ?? '');
  const [email, setEmail] = useState(initial?.email ?? '');
  const [days, setDays] = useState<number | string>(USUAL_DAYS);
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const problems = failure === undefined ? {} : issuesOf(toAicmoError(failure).details);
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await props.onSubmit({ name, email, days: Number(days) });
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
        <Text size="sm">
          They see this one thing without an account, comment on it and decide once. Nothing is mailed: you
          send the link yourself.
        </Text>
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          data-autofocus
          error={problems['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="E-mail"
          description="So that the record says whom the link was for."
          type="email"
          required
          withAsterisk={false}
          maxLength={254}
          autoComplete="off"
          value={email}
          error={problems['email']}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NumberInput
          label="It holds for (days)"
          min={1}
          max={MOST_DAYS}
          allowDecimal={false}
          required
          withAsterisk={false}
          value={days}
          error={problems['days']}
          onChange={setDays}
        />
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            Make the link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
