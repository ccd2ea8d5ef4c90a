import { Alert, Button, Group, Modal, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ApprovalChain } from '#modules/approvals/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { capitalised, counted } from '../../lib/words.ts';
import { useLive } from '../../live/live.tsx';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { ChainForm } from './chain-form.tsx';
import { scopeWords, seatsWords, timeWords } from './chain-words.ts';
import { AllDelegations } from './delegations.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { useWorkNames, type WorkNames } from './use-work-names.ts';

/** In which steps briefs, variants and tasks are approved; owners and admins set them, others read. */
export function StepsPage(): ReactNode {
  const { can } = useSession();
  const mayChange = can('workspace.manage');
  const cache = useQueryClient();
  const names = useWorkNames();
  const [edited, setEdited] = useState<ApprovalChain | 'new'>();
  useLive(['approvals']);
  const chains = useQuery(api.approvals.chains.queryOptions());
  const close = (): void => setEdited(undefined);
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.approvals.key() });
  return (
    <SettingsFrame
      title="Approval steps"
      lead="Who decides one after the other, and until when. Without steps one decision is enough."
      actions={mayChange ? <Button onClick={() => setEdited('new')}>Set steps</Button> : undefined}
    >
      <Alert color="gray" title="Nothing is mailed by this version">
        Whose turn it is finds it in the inbox and under the bell. A client without an account gets a link,
        which somebody makes in the inbox and sends by hand.
      </Alert>
      <Shown query={chains}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyPlace title="No steps">
              One decision by anybody who may decide is enough for everything. Steps ask several people one
              after the other, such as the account lead, then legal, then the client.
            </EmptyPlace>
          ) : (
            <Stack component="ul" gap="sm" m={0} p={0} className="plain-list">
              {items.map((chain) => (
                <Chain
                  key={chain.id}
                  chain={chain}
                  names={names}
                  verbs={
                    mayChange ? (
                      <Verbs chain={chain} onEdit={() => setEdited(chain)} onRemoved={refresh} />
                    ) : undefined
                  }
                />
              ))}
            </Stack>
          )
        }
      </Shown>
      <AllDelegations />
      <Modal
        opened={edited !== undefined}
        onClose={close}
        title={edited === undefined || edited === 'new' ? 'Set steps' : `Change ${edited.name}`}
        size="lg"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ChainForm
          {...(edited === undefined || edited === 'new' ? {} : { initial: edited })}
          names={names}
          takenNames={(chains.data?.items ?? []).map(({ name }) => name)}
          onCancel={close}
          onSubmit={async (given) => {
            const { name } = await client.approvals.setChain(given);
            await refresh();
            close();
            tellDone(`${name} holds for what is made from now on.`);
          }}
        />
      </Modal>
    </SettingsFrame>
  );
}

function Chain(props: { chain: ApprovalChain; names: WorkNames; verbs: ReactNode }): ReactNode {
  const { chain, names, verbs } = props;
  return (
    <Paper withBorder p="md" component="li">
      <Stack gap="xs">
        <Group gap="xs">
          <Title order={2}>{chain.name}</Title>
          <SignBadge
            tone={chain.waiting === 0 ? 'neutral' : 'info'}
            word={
              chain.waiting === 0
                ? 'Nothing waits in them'
                : `${counted(chain.waiting, 'waits', 'wait')} in them`
            }
          />
        </Group>
        <Text>{scopeWords(chain, names)}.</Text>
        <ol className="chain-steps">
          {chain.steps.map((step, index) => (
            <li key={index}>
              <Text fw={600} span>
                {step.name}
              </Text>
              : {seatsWords(step)}.
              {timeWords(step) === '' ? undefined : (
                <Text size="sm" c="dimmed">
                  {timeWords(step)}
                </Text>
              )}
            </li>
          ))}
        </ol>
        <Text size="sm" c="dimmed">
          Set by {capitalised(chain.madeBy)}, <Moment at={chain.createdAt} />
        </Text>
        {verbs}
      </Stack>
    </Paper>
  );
}

function Verbs(props: {
  chain: ApprovalChain;
  onEdit: () => void;
  onRemoved: () => Promise<void>;
}): ReactNode {
  const { id, name } = props.chain;
  const remove = (): Promise<unknown> =>
    attempt(
      async () => {
        await client.approvals.removeChain({ id });
        await props.onRemoved();
      },
      { done: `${name} is removed.`, failed: `${name} is as it was` },
    );
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={props.onEdit} aria-label={`Change: ${name}`}>
        Change
      </Button>
      <ConfirmButton
        label="Remove"
        title={`Remove ${name}`}
        confirm="Remove the steps"
        isBad
        button={{ size: 'xs' }}
        onConfirm={remove}
      >
        What waits in these steps goes on in them. What is made from now on goes through other steps that are
        for it, or needs one decision.
      </ConfirmButton>
    </Group>
  );
}
