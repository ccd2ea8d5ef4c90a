import { Button, Group, List, Modal, Paper, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { KnowledgeItem } from '#modules/knowledge/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { formatShare } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import type { Sign } from '../../ui/tone.ts';

/** How an item stands; one that a person put into other words is told apart. */
function signOf({ state, formerStatements }: KnowledgeItem): Sign {
  if (state === 'proposed') return { tone: 'info', word: 'Proposed' };
  if (state === 'forgotten') return { tone: 'neutral', word: 'Forgotten' };
  return formerStatements.length === 0
    ? { tone: 'good', word: 'Confirmed' }
    : { tone: 'good', word: 'Corrected' };
}

/** One item with its evidence, where it is from, and what can be decided about it. */
export function LearntItem({ item, mayDecide }: { item: KnowledgeItem; mayDecide: boolean }): ReactNode {
  const { statement, formerStatements, evidence, confidence, decidedBy, decidedAt, state } = item;
  return (
    <Paper withBorder p="md" component="li" data-item={item.id}>
      <Stack gap="xs">
        <Group gap="xs">
          <SignBadge {...signOf(item)} />
          <Text size="sm" c="dimmed">
            {formatShare(confidence)} sure
          </Text>
        </Group>
        <Text fw={550} maw="72ch">
          {statement}
        </Text>
        {formerStatements.length === 0 ? undefined : (
          <Text size="sm" c="dimmed" maw="72ch">
            Before it was corrected: {formerStatements.map((said) => `“${said}”`).join(', then ')}
          </Text>
        )}
        <List size="sm" spacing={4} aria-label="Evidence">
          {evidence.map(({ text, source }, index) => (
            <List.Item key={index}>
              {text}{' '}
              <Text span inherit c="dimmed">
                ({source})
              </Text>
            </List.Item>
          ))}
        </List>
        <Text size="sm" c="dimmed" component="div">
          <Source item={item} />
          {decidedBy === null || decidedAt === null || state === 'proposed' ? undefined : (
            <>
              ; {state === 'forgotten' ? 'forgotten' : 'confirmed'} by {decidedBy}, <Moment at={decidedAt} />
            </>
          )}
        </Text>
        {mayDecide ? <Verbs item={item} /> : undefined}
      </Stack>
    </Paper>
  );
}

/** Who said it and when; what a task found leads to its work. */
function Source({ item }: { item: KnowledgeItem }): ReactNode {
  const { taskRunId, madeBy, createdAt } = item;
  const { can, workspace } = useSession();
  const navigate = useNavigate();
  const open = async (id: string): Promise<void> => {
    const run = await attempt(() => client.tasks.getRun({ id }), { failed: 'The work could not be opened' });
    if (run !== undefined)
      await navigate({
        to: `/w/${workspace.workspaceId}/tasks/${run.taskId}/runs`,
        search: { run: id } as never,
      });
  };
  if (taskRunId === null)
    return (
      <>
        Said by {madeBy}, <Moment at={createdAt} />
      </>
    );
  return (
    <>
      Found by a task, <Moment at={createdAt} />
      {can('tasks.read') ? (
        <>
          {' '}
          <button type="button" className="text-button" onClick={() => void open(taskRunId)}>
            Open its work
          </button>
        </>
      ) : undefined}
    </>
  );
}

function Verbs({ item }: { item: KnowledgeItem }): ReactNode {
  const { id, revision, state } = item;
  const queries = useQueryClient();
  const [isCorrecting, setCorrecting] = useState(false);
  const decide = (act: () => Promise<unknown>, done: string): Promise<unknown> =>
    attempt(
      async () => {
        await act();
        await queries.invalidateQueries({ queryKey: api.knowledge.key() });
      },
      { done, failed: 'The item is as it was' },
    );
  const confirm = (): Promise<unknown> =>
    decide(() => client.knowledge.confirm({ id, revision }), 'It is confirmed.');
  return (
    <Group gap="xs">
      {state === 'confirmed' ? undefined : (
        <Button size="xs" variant="default" onClick={() => void confirm()}>
          {state === 'forgotten' ? 'Bring back' : 'Confirm'}
        </Button>
      )}
      {state === 'forgotten' ? undefined : (
        <>
          <Button size="xs" variant="default" onClick={() => setCorrecting(true)}>
            Correct
          </Button>
          <ConfirmButton
            label="Forget"
            title="Forget this"
            confirm="Forget it"
            isBad
            button={{ size: 'xs' }}
            onConfirm={() => decide(() => client.knowledge.forget({ id, revision }), 'It is forgotten.')}
          >
            Tasks do not read it any more, and it is not proposed again. It stays on record and can be brought
            back.
          </ConfirmButton>
        </>
      )}
      <Modal
        opened={isCorrecting}
        onClose={() => setCorrecting(false)}
        title="Correct this"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <SchemaForm
          schema={CORRECTED}
          initial={{ statement: item.statement, percent: Math.round(item.confidence * 100) }}
          submit="Correct it"
          onCancel={() => setCorrecting(false)}
          onSubmit={({ statement, percent }) =>
            decide(async () => {
              await client.knowledge.confirm({ id, revision, statement, confidence: percent / 100 });
              setCorrecting(false);
            }, 'It is corrected and confirmed.')
          }
        />
      </Modal>
    </Group>
  );
}

const CORRECTED = z.object({
  statement: z.string().trim().min(3).max(500).meta({ title: 'What is right', format: 'text' }),
  percent: z.number().min(0).max(100).meta({ title: 'Confidence (per cent)' }),
});
