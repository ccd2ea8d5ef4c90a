import { Button, CopyButton, Group, List, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { AUDIENCES, type Audience, type Message } from '#modules/messages/contract';
import { api, client } from '../../api.ts';
import { capitalised } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';

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
  const draft = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.messages.draft({ alertId, audience });
      await queries.invalidateQueries({ queryKey: api.messages.key() });
      tellDone(`The message for ${audience} is drafted.`);
    } catch (error) {
      tellFailed('No message was drafted', error);
    } finally {
      setBusy(false);
    }
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
    </Paper>
  );
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
