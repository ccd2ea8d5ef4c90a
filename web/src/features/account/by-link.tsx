import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { newPassword, personName } from '#modules/accounts/contract';
import { api, client, queryClient } from '../../api.ts';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Shown } from '../../ui/states.tsx';
import { AccountCard } from './card.tsx';

const password = newPassword.meta({ title: 'Password', format: 'password' });
const name = personName.meta({ title: 'Your name' });

const setUp = z.object({
  workspaceName: z.string().trim().min(1).max(100).meta({ title: 'Name of the workspace' }),
  name,
  email: z.email('must look like name@example.com').meta({ title: 'E-mail', format: 'email' }),
  password,
});

/** The token of a one-time link. It stands after `#`, so that no server or log sees it. */
function tokenHere(): string {
  return globalThis.location.hash.slice(1);
}

/** Runs a step, keeps its error for the card, and leads on when it is done. */
function useStep(): { error: unknown; run: (act: () => Promise<unknown>, to: string) => Promise<void> } {
  const navigate = useNavigate();
  const [error, setError] = useState<unknown>();
  const run = async (act: () => Promise<unknown>, to: string): Promise<void> => {
    setError(undefined);
    try {
      await act();
      queryClient.clear();
      await navigate({ href: to });
    } catch (failure) {
      setError(failure);
    }
  };
  return { error, run };
}

/** Makes the first account by the link that the first start shows. */
export function SetUp(): ReactNode {
  const { error, run } = useStep();
  return (
    <AccountCard
      title="Set up AICMO"
      lead="The first account owns the workspace and invites the others."
      error={error}
    >
      <SchemaForm
        schema={setUp}
        submit="Make the account"
        onSubmit={(given) => run(() => client.workspaces.setUp({ ...given, token: tokenHere() }), '/')}
      />
    </AccountCard>
  );
}

/** Sets a new password by a one-time link. */
export function NewPassword(): ReactNode {
  const { error, run } = useStep();
  return (
    <AccountCard title="New password" lead="Every open session of your account ends." error={error}>
      <SchemaForm
        schema={z.object({ password })}
        submit="Set the password"
        onSubmit={(given) =>
          run(() => client.accounts.resetPassword({ ...given, token: tokenHere() }), '/sign-in')
        }
      />
    </AccountCard>
  );
}

/** Accepts an invitation: with a new account, or as the person who is signed in. */
export function Invitation(): ReactNode {
  const { error, run } = useStep();
  const token = tokenHere();
  const invitation = useQuery(api.workspaces.showInvitation.queryOptions({ input: { token } }));
  const accept = (given: { name?: string; password?: string }): Promise<void> =>
    run(() => client.workspaces.acceptInvitation({ ...given, token }), '/');
  return (
    <AccountCard title="Invitation" error={error}>
      <Shown query={invitation}>
        {(found) => (
          <>
            <Text>
              {found.invitedBy} invites {found.email} to {found.workspaceName} as {found.role}.
            </Text>
            {found.hasAccount ? (
              <SchemaForm schema={z.object({})} submit="Accept" onSubmit={() => accept({})} />
            ) : (
              <SchemaForm schema={z.object({ name, password })} submit="Accept" onSubmit={accept} />
            )}
          </>
        )}
      </Shown>
    </AccountCard>
  );
}
