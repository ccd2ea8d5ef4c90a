import { Button, Checkbox, Fieldset, Group, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { KEY_SCOPES, type KeyScope } from '#kernel/permission';
import { type KeyInput, MOST_NAME } from '#modules/keys/contract';
import { capitalised } from '../../lib/words.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { SCOPE_WORDS } from './scope-words.ts';

const GROUPS = [...new Set(KEY_SCOPES.map((scope) => scope.split('.')[0] ?? scope))];
const ENDS = [
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
  { value: 'never', label: 'When it is revoked' },
];

/** Name, rights and end of a new key. */
export function KeyForm(props: {
  onSubmit: (given: KeyInput) => Promise<unknown>;
  onCancel: () => void;
}): ReactNode {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [ends, setEnds] = useState('90');
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    const chosen = KEY_SCOPES.filter((scope): scope is KeyScope => scopes.includes(scope));
    setFailure(undefined);
    setProblem(chosen.length === 0 ? 'Choose at least one' : undefined);
    if (chosen.length === 0) return;
    setBusy(true);
    try {
      await props.onSubmit({
        name,
        scopes: chosen,
        ...(ends === 'never' ? {} : { expiresInDays: Number(ends) }),
      });
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
      <Stack>
        <FormFailure failure={failure} />
        <TextInput
          label="Name"
          description="Who or what uses it."
          required
          withAsterisk={false}
          maxLength={MOST_NAME}
          value={name}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label="What it may do" error={problem} value={scopes} onChange={setScopes}>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm" mt="xs">
            {GROUPS.map((group) => (
              <Fieldset key={group} legend={group === 'llm' ? 'Models' : capitalised(group)} p="sm">
                <Stack gap="xs">
                  {KEY_SCOPES.filter((scope) => scope.startsWith(`${group}.`)).map((scope) => (
                    <Checkbox key={scope} value={scope} label={scope} description={SCOPE_WORDS[scope]} />
                  ))}
                </Stack>
              </Fieldset>
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Select
          label="It ends"
          data={ENDS}
          value={ends}
          allowDeselect={false}
          onChange={(value) => setEnds(value ?? ends)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
