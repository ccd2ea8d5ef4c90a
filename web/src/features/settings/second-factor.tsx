import { Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { code } from '#modules/accounts/contract';
import { client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { QrPicture } from './qr-picture.tsx';
import { useRefreshAccount } from './refresh-account.ts';

const password = z.object({
  password: z.string().min(1, 'Give your password').meta({ title: 'Password', format: 'password' }),
});
const confirmation = z.object({ code: code.meta({ title: 'Code of the app' }) });

interface Begun {
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

/** Switches the code of an app as a second proof on and off. */
export function SecondFactor(): ReactNode {
  const { user } = useSession();
  const refresh = useRefreshAccount();
  const [begun, setBegun] = useState<Begun>();
  return (
    <Section
      title="Second factor"
      actions={
        <SignBadge
          tone={user.hasSecondFactor ? 'good' : 'warning'}
          word={user.hasSecondFactor ? 'On' : 'Off'}
        />
      }
    >
      <Paper withBorder p="md">
        {user.hasSecondFactor ? (
          <Stack gap="sm">
            <Text>At each sign-in you give a code of your app. Give your password to switch this off.</Text>
            <SchemaForm
              key="off"
              schema={password}
              submit="Switch it off"
              onSubmit={(given) =>
                attempt(
                  async () => {
                    await client.accounts.endSecondFactor(given);
                    await refresh();
                  },
                  { done: 'The second factor is off', failed: 'The second factor is still on' },
                )
              }
            />
          </Stack>
        ) : begun === undefined ? (
          <Stack gap="sm">
            <Text>
              An app on your phone makes a new code every 30 seconds. Whoever has only your password does not
              get in.
            </Text>
            <SchemaForm
              key="begin"
              schema={password}
              submit="Set it up"
              onSubmit={async (given) =>
                setBegun(
                  await attempt(() => client.accounts.beginSecondFactor(given), {
                    failed: 'The set-up did not begin',
                  }),
                )
              }
            />
          </Stack>
        ) : (
          <SetUp
            begun={begun}
            onDone={async () => {
              setBegun(undefined);
              await refresh();
            }}
          />
        )}
      </Paper>
    </Section>
  );
}

function SetUp({ begun, onDone }: { begun: Begun; onDone: () => Promise<void> }): ReactNode {
  return (
    <Stack gap="sm">
      <Text>1. Scan this picture with your app, or give it the address below.</Text>
      <QrPicture text={begun.uri} label="QR picture of the address for your app" />
      <CopyText text={begun.uri} label="Address for the app" />
      <Text>
        2. Keep these codes apart from your phone. Each works once, without the app. They are shown here only.
      </Text>
      <CopyText text={begun.backupCodes.join('\n')} label="Backup codes" />
      <Text>3. Give the code that the app shows now. The second factor is on from then.</Text>
      <SchemaForm
        key="confirm"
        schema={confirmation}
        submit="Switch it on"
        onSubmit={(given) =>
          attempt(
            async () => {
              await client.accounts.confirmSecondFactor(given);
              await onDone();
            },
            { done: 'The second factor is on', failed: 'The second factor is not on yet' },
          )
        }
      />
    </Stack>
  );
}
