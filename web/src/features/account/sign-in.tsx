import { Anchor, Button, Divider } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { api, client, queryClient } from '../../api.ts';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { AccountCard } from './card.tsx';

const credentials = z.object({
  email: z.string().trim().min(1, 'Give your e-mail address').meta({ title: 'E-mail', format: 'email' }),
  password: z.string().min(1, 'Give your password').meta({ title: 'Password', format: 'password' }),
});
const secondFactor = z.object({
  code: z.string().trim().min(6, 'The code has at least six characters').meta({ title: 'Code' }),
});

const route = getRouteApi('/sign-in');

/** Sign-in with password, and the code of the second factor where there is one. */
export function SignIn(): ReactNode {
  const { to } = route.useSearch();
  const navigate = useNavigate();
  const ways = useQuery(api.accounts.ways.queryOptions());
  const [asksCode, setAsksCode] = useState(false);
  const [kind, setKind] = useState<'app' | 'backup'>('app');
  const [error, setError] = useState<unknown>();
  const finish = async (state: 'signed_in' | 'second_factor'): Promise<void> => {
    if (state === 'second_factor') {
      setAsksCode(true);
      return;
    }
    queryClient.clear();
    await navigate({ href: to !== undefined && /^\/(?![/\\])/.test(to) ? to : '/' });
  };
  const attempt = async (act: () => Promise<{ state: 'signed_in' | 'second_factor' }>): Promise<void> => {
    setError(undefined);
    try {
      await finish((await act()).state);
    } catch (failure) {
      setError(failure);
    }
  };
  if (ways.data?.setupNeeded === true) {
    return (
      <AccountCard
        title="Nobody has an account yet"
        lead="The terminal in which AICMO was started shows a link. It makes the first account, which owns the workspace."
      />
    );
  }
  if (asksCode) {
    return (
      <AccountCard
        title="Second factor"
        lead={kind === 'app' ? 'Give the code that your app shows.' : 'Give one of your backup codes.'}
        error={error}
      >
        <SchemaForm
          key={kind}
          schema={secondFactor}
          submit="Sign in"
          onSubmit={({ code }) => attempt(() => client.accounts.giveCode({ code, kind }))}
        />
        <Anchor component="button" type="button" onClick={() => setKind(kind === 'app' ? 'backup' : 'app')}>
          {kind === 'app' ? 'Use a backup code' : 'Use the app'}
        </Anchor>
      </AccountCard>
    );
  }
  return (
    <AccountCard title="Sign in" error={error}>
      <SchemaForm
        schema={credentials}
        submit="Sign in"
        onSubmit={(given) => attempt(() => client.accounts.signIn(given))}
      />
      {ways.data?.provider == null ? undefined : (
        <>
          <Divider label="or" />
          <Button component="a" href="/sign-in/provider" variant="default">
            Sign in with {ways.data.provider}
          </Button>
        </>
      )}
    </AccountCard>
  );
}
