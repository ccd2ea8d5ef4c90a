import { Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApprovalDetail, ApprovalLink } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { formatDay } from '../../lib/time.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import type { Sign } from '../../ui/tone.ts';
import { ClientLinkForm } from './client-link-form.tsx';
import { clientInTurn } from './step-words.ts';

/** Links by which clients see one thing and decide on it: those there are, and a new one where a decision is open. */
export function ClientLinks({ detail }: { detail: ApprovalDetail }): ReactNode {
  const { can } = useSession();
  const cache = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ name: string; link: string }>();
  const links = useQuery(api.approvals.links.queryOptions({ input: { id: detail.id } }));
  const mayMake = can('approvals.decide') && detail.state === 'pending_review';
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.approvals.key() });
  // Who makes none, where there is none, needs no place for them.
  if (!mayMake && (links.data?.items.length ?? 0) === 0) return undefined;
  return (
    <Stack gap="xs" component="section" aria-label="Links for clients">
      <Title order={3}>Links for clients</Title>
      <Shown query={links}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              No client has a link to this.
            </Text>
          ) : (
            <Stack component="ul" gap="xs" m={0} p={0} className="plain-list">
              {items.map((link) => (
                <OneLink key={link.id} link={link} onRevoked={refresh} />
              ))}
            </Stack>
          )
        }
      </Shown>
      {mayMake ? (
        <Group>
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>
            Send to a client…
          </Button>
        </Group>
      ) : undefined}
      <Modal
        opened={isMaking}
        onClose={() => setMaking(false)}
        title="A link for a client"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ClientLinkForm
          initial={clientInTurn(detail.steps)}
          onCancel={() => setMaking(false)}
          onSubmit={async (given) => {
            setMade(await client.approvals.makeLink({ id: detail.id, ...given }));
            setMaking(false);
            await refresh();
          }}
        />
      </Modal>
      {made === undefined ? undefined : (
        <ShownOnce
          title={`The link for ${made.name}`}
          label="Link for the client"
          text={made.link}
          onClose={() => setMade(undefined)}
        >
          Send this link to {made.name} yourself: AICMO sends no mail yet. It is shown here only. Whoever has
          it sees this one thing and can decide on it, so give it to nobody else.
        </ShownOnce>
      )}
    </Stack>
  );
}

function signOf({ revokedAt, expiresAt, firstOpenedAt }: ApprovalLink): Sign {
  if (revokedAt !== null) return { tone: 'neutral', word: 'Revoked' };
  if (expiresAt.getTime() <= Date.now()) return { tone: 'neutral', word: 'Expired' };
  return firstOpenedAt === null ? { tone: 'info', word: 'Not opened' } : { tone: 'good', word: 'Opened' };
}

function OneLink({ link, onRevoked }: { link: ApprovalLink; onRevoked: () => Promise<void> }): ReactNode {
  const { can } = useSession();
  const { id, approvalId, name, email, madeBy, createdAt, expiresAt, revokedAt, lastOpenedAt } = link;
  const isOpen = revokedAt === null && expiresAt.getTime() > Date.now();
  const revoke = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.approvals.revokeLink({ id: approvalId, linkId: id });
        await onRevoked();
      },
      { done: `The link of ${name} is revoked.`, failed: 'The link was not revoked' },
    );
  return (
    <Paper withBorder p="xs" component="li">
      <Group justify="space-between" gap="xs">
        <div>
          <Group gap="xs">
            <Text size="sm" fw={550}>
              {name}
            </Text>
            <SignBadge {...signOf(link)} />
          </Group>
          <Text size="xs" c="dimmed">
            {email} · made by {madeBy}, <Moment at={createdAt} />
          </Text>
          <Text size="xs" c="dimmed">
            {lastOpenedAt === null ? undefined : (
              <>
                Last opened <Moment at={lastOpenedAt} />.{' '}
              </>
            )}
            {revokedAt === null ? (
              `Ends on ${formatDay(expiresAt)}.`
            ) : (
              <>
                Revoked <Moment at={revokedAt} />.
              </>
            )}
          </Text>
        </div>
        {isOpen && can('approvals.decide') ? (
          <ConfirmButton
            label="Revoke"
            title={`Revoke the link of ${name}?`}
            confirm="Revoke the link"
            isBad
            button={{ size: 'xs' }}
            onConfirm={revoke}
          >
            Whoever opens it from then on is told that it has ended. What was decided stays decided.
          </ConfirmButton>
        ) : undefined}
      </Group>
    </Paper>
  );
}
