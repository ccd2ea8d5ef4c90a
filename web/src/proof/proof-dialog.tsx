import {
  Alert,
  Anchor,
  Button,
  Divider,
  Group,
  Loader,
  Modal,
  PasswordInput,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { toAicmoError } from '#client/client';
import { PROOF_MINUTES } from '#kernel/proof';
import type { Proof } from '#modules/accounts/contract';
import { api, client } from '../api.ts';
import { signOut } from '../lib/sign-out.ts';
import { FailureCode } from '../ui/states.tsx';
import { Told } from '../ui/told.tsx';

/** So often it is asked whether the provider has confirmed the person, while its window is open. */
const ASK_MS = 2000;
/** Above the dialog whose request waits. */
const ABOVE = 300;

/** Asks a person who signed in a while ago to prove who they are. What they typed on the page stays. */
export function ProofDialog({ onSettle }: { onSettle: (isGiven: boolean) => void }): ReactNode {
  const [isElsewhere, setElsewhere] = useState(false);
  const proof = useQuery(
    api.accounts.proof.queryOptions({
      staleTime: 0,
      gcTime: 0,
      refetchInterval: isElsewhere ? ASK_MS : false,
      // The window of the provider lies above this one.
      refetchIntervalInBackground: true,
    }),
  );
  const isGiven = isElsewhere && proof.data != null && proof.data.until !== null;
  useEffect(() => {
    if (isGiven) onSettle(true);
  }, [isGiven, onSettle]);
  // It opens once it is known what to ask for, so that the focus finds the field.
  return (
    <Modal
      opened={!proof.isPending}
      onClose={() => onSettle(false)}
      title="Confirm it is you"
      zIndex={ABOVE}
      closeOnEscape={false}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        {proof.data === undefined ? (
          <Refusal error={proof.error} />
        ) : (
          <Ways
            proof={proof.data}
            isElsewhere={isElsewhere}
            onElsewhere={() => setElsewhere(true)}
            onSettle={onSettle}
          />
        )}
      </Stack>
    </Modal>
  );
}

interface WaysProps {
  readonly proof: Proof;
  readonly isElsewhere: boolean;
  readonly onElsewhere: () => void;
  readonly onSettle: (isGiven: boolean) => void;
}

function Ways({ proof, isElsewhere, onElsewhere, onSettle }: WaysProps): ReactNode {
  const { byPassword, byProvider } = proof;
  return (
    <>
      <Text>
        It is more than {PROOF_MINUTES} minutes since you confirmed who you are, and this needs it. What you
        have typed stays, and is sent afterwards.
      </Text>
      {byPassword ? <PasswordForm needsCode={proof.needsCode} onSettle={onSettle} /> : undefined}
      {byPassword && byProvider !== null ? <Divider label="or" /> : undefined}
      {byProvider === null ? undefined : (
        <Button
          component="a"
          href="/sign-in/provider?prove"
          target="_blank"
          rel="noopener"
          variant={byPassword ? 'default' : 'filled'}
          onClick={onElsewhere}
          {...(byPassword ? {} : { 'data-autofocus': true })}
        >
          Confirm with {byProvider}
        </Button>
      )}
      {isElsewhere ? (
        <Group gap="xs" role="status" wrap="nowrap">
          <Loader size="xs" aria-hidden />
          <Text size="sm">Sign in there in the new window. This goes on by itself then.</Text>
        </Group>
      ) : undefined}
      {byPassword ? undefined : <WithoutPassword byProvider={byProvider} />}
    </>
  );
}

function PasswordForm(props: { needsCode: boolean; onSettle: (isGiven: boolean) => void }): ReactNode {
  const { needsCode, onSettle } = props;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [kind, setKind] = useState<'app' | 'backup'>('app');
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await client.accounts.prove({ password, ...(needsCode ? { code, kind } : {}) });
      onSettle(true);
    } catch (failure) {
      setError(failure);
      setCode('');
      setBusy(false);
      field.current?.select();
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
        {error === undefined ? undefined : <Refusal error={error} />}
        <PasswordInput
          ref={field}
          label="Your password"
          required
          withAsterisk={false}
          autoComplete="current-password"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {needsCode ? (
          <div>
            <TextInput
              label={kind === 'app' ? 'Code of the app' : 'Backup code'}
              required
              withAsterisk={false}
              minLength={6}
              maxLength={20}
              autoComplete="one-time-code"
              {...(kind === 'app' ? { inputMode: 'numeric' as const } : {})}
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            <Anchor
              component="button"
              type="button"
              size="sm"
              mt={4}
              onClick={() => setKind(kind === 'app' ? 'backup' : 'app')}
            >
              {kind === 'app' ? 'Use a backup code' : 'Use the app'}
            </Anchor>
          </div>
        ) : undefined}
        <Group justify="flex-end" gap="xs" mt="xs">
          <Button variant="default" onClick={() => onSettle(false)}>
            Leave it
          </Button>
          <Button type="submit" loading={isBusy}>
            Confirm and go on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A way for who has no password: signing in again is a proof as well, but what was typed is lost. */
function WithoutPassword({ byProvider }: { byProvider: string | null }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {byProvider === null
        ? 'You have no password here. Sign out and in again, then do this anew: a sign-in counts as the proof, but what you have typed here is lost. '
        : `If ${byProvider} does not confirm it, sign out and in again, then do this anew: a sign-in counts as the proof. `}
      <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
        Sign out
      </Anchor>
    </Text>
  );
}

function Refusal({ error }: { error: unknown }): ReactNode {
  return (
    <Alert color="red" icon={<IconAlertCircle />} role="alert">
      <Told text={toAicmoError(error).detail} />
      <FailureCode error={error} />
    </Alert>
  );
}
