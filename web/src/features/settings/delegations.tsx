import { Button, Group, Modal, Paper, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Delegation } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { formatDay } from '../../lib/time.ts';
import { useSession } from '../../session.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { DelegationForm } from './delegation-form.tsx';

/** Who decides for the person while they are away, and for whom they do. For those who may decide. */
export function OwnDelegations(): ReactNode {
  const { user, can } = useSession();
  if (!can('approvals.decide')) return undefined;
  return (
    <Delegations
      title="While you are away"
      lead="Somebody else who may decide does it for you for a time, and is told what waits."
      action="Name somebody"
      forOthers={false}
      nobody="You decide for yourself, and for nobody else."
      isShown={({ fromPerson, toPerson }) => [fromPerson, toPerson].includes(user.id)}
    />
  );
}

/** Who decides for whom in the whole workspace; those who manage people can name somebody for others. */
export function AllDelegations(): ReactNode {
  const { can } = useSession();
  return (
    <Delegations
      title="Who stands in for whom"
      lead="Owners and admins can name somebody for a person who is away already. Everybody names their own under Your account."
      action={can('people.manage') ? 'Name a stand-in' : undefined}
      forOthers
      nobody="Everybody decides for themselves."
      isShown={() => true}
    />
  );
}

function Delegations(props: {
  title: string;
  lead: string;
  action: string | undefined;
  forOthers: boolean;
  nobody: string;
  isShown: (delegation: Delegation) => boolean;
}): ReactNode {
  const { title, lead, action, forOthers, nobody, isShown } = props;
  const cache = useQueryClient();
  const [isMaking, setMaking] = useState(false);
  const delegations = useQuery(api.approvals.delegations.queryOptions());
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.approvals.key() });
  return (
    <Section
      title={title}
      lead={lead}
      actions={
        action === undefined ? undefined : (
          <Button variant="default" onClick={() => setMaking(true)}>
            {action}
          </Button>
        )
      }
    >
      <Shown query={delegations}>
        {({ items }) => {
          const shown = items.filter(isShown);
          if (shown.length === 0) return <Text c="dimmed">{nobody}</Text>;
          return (
            <Stack component="ul" gap="xs" m={0} p={0} className="plain-list" aria-label={title}>
              {shown.map((delegation) => (
                <OneDelegation key={delegation.id} delegation={delegation} onEnded={refresh} />
              ))}
            </Stack>
          );
        }}
      </Shown>
      <Modal
        opened={isMaking}
        onClose={() => setMaking(false)}
        title={forOthers ? 'Name a stand-in' : 'Who decides for you'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <DelegationForm
          forOthers={forOthers}
          onCancel={() => setMaking(false)}
          onSubmit={async (given) => {
            const { toName, fromName } = await client.approvals.delegate(given);
            await refresh();
            setMaking(false);
            tellDone(`${toName} decides for ${fromName}.`);
          }}
        />
      </Modal>
    </Section>
  );
}

function OneDelegation(props: { delegation: Delegation; onEnded: () => Promise<void> }): ReactNode {
  const { delegation, onEnded } = props;
  const { id, fromPerson, fromName, toPerson, toName, fromAt, untilAt, reason, isNow, madeBy } = delegation;
  const { user, can } = useSession();
  const mayEnd =
    can('approvals.decide') && ([fromPerson, toPerson].includes(user.id) || can('people.manage'));
  const end = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.approvals.endDelegation({ id });
        await onEnded();
      },
      { done: `${fromName} decides again.`, failed: 'It was not ended' },
    );
  return (
    <Paper withBorder p="sm" component="li">
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={550}>
              {toName} decides for {fromName}
            </Text>
            <SignBadge tone={isNow ? 'info' : 'neutral'} word={isNow ? 'Now' : 'Later'} />
          </Group>
          <Text size="sm" c="dimmed">
            {formatDay(fromAt)} to {formatDay(untilAt)} · {reason}
            {madeBy === fromName ? '' : ` · named by ${madeBy}`}
          </Text>
        </div>
        {mayEnd ? (
          <Button
            size="xs"
            variant="default"
            onClick={() => void end()}
            aria-label={`End: ${toName} decides for ${fromName}`}
          >
            End
          </Button>
        ) : undefined}
      </Group>
    </Paper>
  );
}
