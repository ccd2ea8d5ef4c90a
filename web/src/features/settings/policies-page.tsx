import { Alert, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApprovalPolicy } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { PolicyForm } from './policy-form.tsx';
import { type GivenPolicy, policyWords } from './policy-words.ts';
import { SettingsFrame } from './settings-frame.tsx';
import { useWorkNames, type WorkNames } from './use-work-names.ts';

/** Which tasks are approved without a person: what the policies say, and for owners and admins their verbs. */
export function PoliciesPage(): ReactNode {
  const { can } = useSession();
  const mayChange = can('workspace.manage');
  const cache = useQueryClient();
  const names = useWorkNames();
  const [edited, setEdited] = useState<ApprovalPolicy | 'new'>();
  const policies = useQuery(api.approvals.policies.queryOptions());
  const close = (): void => setEdited(undefined);
  const keep = async (given: GivenPolicy): Promise<void> => {
    await client.approvals.setPolicy(given);
    await cache.invalidateQueries({ queryKey: api.approvals.key() });
  };
  return (
    <SettingsFrame
      title="Approval policies"
      lead="Tasks that are approved without a person. There is no policy at first: every task waits in the inbox."
      actions={mayChange ? <Button onClick={() => setEdited('new')}>Make a policy</Button> : undefined}
    >
      <Alert color="gray" title="What people always decide">
        Briefs and variants are always decided by people, and so will be whatever is sent or published. A
        policy looks at a task when it is proposed or changed; what waits already stays waiting.
      </Alert>
      <Shown query={policies}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyPlace title="No policy">
              Every task waits for a person. A policy lets tasks of a kind through by type, brand, priority,
              confidence and amount of work; each approval names it on the audit chain.
            </EmptyPlace>
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} className="plain-list">
              {items.map((policy) => (
                <Policy
                  key={policy.id}
                  policy={policy}
                  names={names}
                  verbs={
                    mayChange ? (
                      <Verbs policy={policy} keep={keep} onEdit={() => setEdited(policy)} />
                    ) : undefined
                  }
                />
              ))}
            </Stack>
          )
        }
      </Shown>
      <Modal
        opened={edited !== undefined}
        onClose={close}
        title={edited === undefined || edited === 'new' ? 'Make a policy' : `Change ${edited.name}`}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <PolicyForm
          {...(edited === undefined || edited === 'new' ? {} : { initial: givenOf(edited) })}
          names={names}
          onCancel={close}
          onSubmit={async (given) => {
            await keep(given);
            close();
          }}
        />
      </Modal>
    </SettingsFrame>
  );
}

function Policy(props: { policy: ApprovalPolicy; names: WorkNames; verbs: ReactNode }): ReactNode {
  const { policy, names, verbs } = props;
  return (
    <Paper withBorder p="md" component="li">
      <Stack gap="xs">
        <Group gap="xs">
          <Title order={2}>{policy.name}</Title>
          {policy.isOn ? (
            <SignBadge tone="warning" word="On" />
          ) : (
            <SignBadge tone="neutral" word="Off: it approves nothing" />
          )}
        </Group>
        <Text maw="72ch">{policyWords(policy, names)}</Text>
        <Text size="sm" c="dimmed">
          Set by {policy.madeBy}, <Moment at={policy.createdAt} />
        </Text>
        {verbs}
      </Stack>
    </Paper>
  );
}

function Verbs(props: {
  policy: ApprovalPolicy;
  keep: (given: GivenPolicy) => Promise<void>;
  onEdit: () => void;
}): ReactNode {
  const { policy, keep, onEdit } = props;
  const { id, name, isOn } = policy;
  const cache = useQueryClient();
  const turn = (): Promise<unknown> =>
    attempt(() => keep({ ...givenOf(policy), isOn: !isOn }), {
      done: isOn ? `${name} is off.` : `${name} is on.`,
      failed: `${name} is as it was`,
    });
  const remove = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.approvals.removePolicy({ id });
        await cache.invalidateQueries({ queryKey: api.approvals.key() });
      },
      { done: `${name} is removed.`, failed: `${name} is as it was` },
    );
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        onClick={() => void turn()}
        aria-label={`Switch ${isOn ? 'off' : 'on'}: ${name}`}
      >
        Switch {isOn ? 'off' : 'on'}
      </Button>
      <Button size="xs" variant="default" onClick={onEdit} aria-label={`Change: ${name}`}>
        Change
      </Button>
      <ConfirmButton
        label="Remove"
        title={`Remove ${name}`}
        confirm="Remove the policy"
        isBad
        button={{ size: 'xs' }}
        onConfirm={remove}
      >
        Tasks like these wait for a person again. What it approved stays approved.
      </ConfirmButton>
    </Group>
  );
}

function givenOf({ id: _id, madeBy: _by, createdAt: _at, ...given }: ApprovalPolicy): GivenPolicy {
  return given;
}
