import { Button, CopyButton, Group, List, Modal, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { Audience, Message } from '#modules/messages/contract';
import { AUDIENCES } from '#modules/messages/enums';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { capitalised } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';

/** The drafted messages of an alert, one an audience. Nothing is sent from here. */
export function Drafts({ alertId }: { alertId: string }): ReactNode {
  const messages = useQuery(api.messages.list.queryOptions({ input: { alertId, limit: 20 } }));
  return (
    <Section title="Messages" lead="Drafts to take from here. AICMO sends nothing by itself.">
      <Shown query={messages}>
        {({ items }) => (
          <SimpleGrid cols={{ base: 1, md: 3 }}>
            {AUDIENCES.map((audience) => (
              <Draft
                key={audience}
                alertId={alertId}
                audience={audience}
                message={items.find((found) => found.audience === audience)}
              />
            ))}
          </SimpleGrid>
        )}
      </Shown>
    </Section>
  );
}

function Draft(props: { alertId: string; audience: Audience; message: Message | undefined }): ReactNode {
  const { alertId, audience, message } = props;
  const { can } = useSession();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [isEditing, setEditing] = useState(false);
  const draft = async (): Promise<void> => {
    setBusy(true);
    await attempt(() => client.messages.draft({ alertId, audience }), {
      done: `The message for ${audience} is drafted.`,
      failed: 'No message was drafted',
    });
    await queries.invalidateQueries({ queryKey: api.messages.key() });
    setBusy(false);
  };
  const isFixed = message !== undefined && message.state !== 'draft';
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="xs">
        <Title order={3}>{capitalised(audience)}</Title>
        {message === undefined ? <Text c="dimmed">Not drafted yet.</Text> : <MessageText message={message} />}
        <Group gap="xs">
          {can('messages.draft') && !isFixed ? (
            <Button size="xs" variant="default" loading={isBusy} onClick={() => void draft()}>
              {message === undefined ? 'Draft it' : 'Draft it anew'}
            </Button>
          ) : undefined}
          {can('messages.draft') && message !== undefined && !isFixed ? (
            <Button size="xs" variant="default" onClick={() => setEditing(true)}>
              Edit
            </Button>
          ) : undefined}
          {message === undefined ? undefined : (
            <CopyButton value={plainText(message)}>
              {({ copied, copy }) => (
                <Button size="xs" variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
          )}
        </Group>
      </Stack>
      {message === undefined ? undefined : (
        <Modal
          opened={isEditing}
          onClose={() => setEditing(false)}
          title={`Message for ${audience}`}
          size="lg"
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <MessageForm message={message} onClose={() => setEditing(false)} />
        </Modal>
      )}
    </Paper>
  );
}

const line = (title: string): z.ZodString =>
  z.string('Write something').trim().min(1, 'Write something').max(2_000).meta({ title, format: 'text' });
const editedMessage = z.object({
  subject: z.string('Write something').trim().min(1, 'Write something').max(300).meta({ title: 'Subject' }),
  situation: line('Situation'),
  impact: line('Impact'),
  actions: z.string().optional().meta({ title: 'Actions', description: 'One a line.', format: 'text' }),
  eta: line('ETA'),
  escalation: line('Escalation'),
  nextUpdate: line('Next update'),
});

/** The words of a draft. They are kept only if nobody changed the draft meanwhile. */
function MessageForm({ message, onClose }: { message: Message; onClose: () => void }): ReactNode {
  const queries = useQueryClient();
  const { id, updatedAt, subject, body } = message;
  const save = async (given: z.output<typeof editedMessage>): Promise<void> => {
    const { subject: newSubject, actions = '', ...lines } = given;
    const newBody = { ...lines, actions: linesOf(actions) };
    const saved = await attempt(
      () => client.messages.edit({ id, subject: newSubject, body: newBody, updatedAt }),
      { done: 'The draft is changed.', failed: 'The draft is as it was' },
    );
    await queries.invalidateQueries({ queryKey: api.messages.key() });
    if (saved !== undefined) onClose();
  };
  return (
    <SchemaForm
      schema={editedMessage}
      initial={{ ...body, subject, actions: body.actions.join('\n') }}
      submit="Keep the changes"
      onCancel={onClose}
      onSubmit={save}
    />
  );
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '');
}

function MessageText({ message }: { message: Message }): ReactNode {
  const { subject, body, state, writer, updatedAt } = message;
  return (
    <>
      <Text fw={600}>{subject}</Text>
      <Text size="xs" c="dimmed">
        {capitalised(state)}, written by {writer === 'template' ? 'the template' : writer},{' '}
        <Moment at={updatedAt} />
      </Text>
      <Text size="sm">{body.situation}</Text>
      <Text size="sm">{body.impact}</Text>
      <List size="sm">
        {body.actions.map((action) => (
          <List.Item key={action}>{action}</List.Item>
        ))}
      </List>
      <Text size="sm">
        ETA: {body.eta} {body.escalation} Next update: {body.nextUpdate}
      </Text>
    </>
  );
}

function plainText({ subject, body }: Message): string {
  const actions = body.actions.map((action) => `- ${action}`);
  return [
    subject,
    '',
    body.situation,
    body.impact,
    ...actions,
    `ETA: ${body.eta}`,
    body.escalation,
    `Next update: ${body.nextUpdate}`,
  ].join('\n');
}
