import { Box, Button, Paper, SimpleGrid, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { newPassword, personName } from '#modules/accounts/contract';
import { client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { signOut } from '../../lib/sign-out.ts';
import { useSession } from '../../session.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { OwnDelegations } from './delegations.tsx';
import { useRefreshAccount } from './refresh-account.ts';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { SettingsFrame } from './settings-frame.tsx';

const nameForm = z.object({ name: personName.meta({ title: 'Your name' }) });
const passwordForm = z.object({
  current: z.string().min(1, 'Give your password').meta({ title: 'Password now', format: 'password' }),
  next: newPassword.meta({ title: 'New password', format: 'password' }),
});

/** What a person sets about themselves: name, password, second factor, sessions. */
export function AccountPage(): ReactNode {
  const { user } = useSession();
  const refresh = useRefreshAccount();
  return (
    <SettingsFrame
      title="Your account"
      lead={`${user.name}, ${user.email}`}
      actions={
        <Button variant="default" onClick={() => void signOut()}>
          Sign out
        </Button>
      }
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Box>
          <Section title="Name">
            <Paper withBorder p="md">
              <SchemaForm
                key={user.name}
                schema={nameForm}
                initial={{ name: user.name }}
                submit="Save the name"
                onSubmit={(given) =>
                  attempt(
                    async () => {
                      await client.accounts.rename(given);
                      await refresh();
                    },
                    { done: 'Your name is changed', failed: 'Your name was not changed' },
                  )
                }
              />
            </Paper>
          </Section>
          <Box mt="lg">
            <Section title="Password">
              <Paper withBorder p="md">
                <Text size="sm" c="dimmed" mb="sm">
                  Your other sessions end when you change it.
                </Text>
                <SchemaForm
                  schema={passwordForm}
                  submit="Change the password"
                  onSubmit={(given) =>
                    attempt(() => client.accounts.changePassword(given), {
                      done: 'Your password is changed',
                      failed: 'Your password was not changed',
                    })
                  }
                />
              </Paper>
            </Section>
          </Box>
        </Box>
        <SecondFactor />
      </SimpleGrid>
      <OwnDelegations />
      <Sessions />
    </SettingsFrame>
  );
}
