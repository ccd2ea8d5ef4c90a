import { Paper, Select, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api } from '../../api.ts';
import { formatMicro } from '../../lib/words.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellFailed } from '../../ui/toast.ts';
import { millisecondWords, priceWords } from './model-words.ts';

/** Asks one target something, after its price was read. */
export function TryTab(): ReactNode {
  const status = useQuery(api.models.status.queryOptions());
  const [text, setText] = useState('');
  const [name, setName] = useState<string | null>(null);
  const ask = useMutation(
    api.models.try.mutationOptions({ onError: (error) => tellFailed('Nobody answered', error) }),
  );
  return (
    <Section title="Try a model" lead="The question is on record as any call, and counts for budgets.">
      <Shown query={status}>
        {({ targets }) => {
          const target = targets.find((found) => found.name === name);
          return (
            <Stack gap="sm" maw={720} align="flex-start">
              <Select
                label="Target"
                w="100%"
                data={targets.map((found) => found.name)}
                value={name}
                onChange={setName}
                description={target === undefined ? undefined : priceWords(target)}
              />
              <Textarea
                label="Text"
                w="100%"
                autosize
                minRows={4}
                maxLength={100_000}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <ConfirmButton
                label="Ask"
                title="Ask this model"
                confirm="Ask it"
                button={{ disabled: target === undefined || text.trim() === '', loading: ask.isPending }}
                onConfirm={async () => {
                  if (target !== undefined)
                    await ask.mutateAsync({ target: target.name, text }).catch(() => undefined);
                }}
              >
                {target === undefined ? '' : `${target.name}: ${priceWords(target)}. This may cost money.`}
              </ConfirmButton>
            </Stack>
          );
        }}
      </Shown>
      {ask.data === undefined ? undefined : (
        <Paper withBorder p="md" maw={720} aria-live="polite">
          <Text className="keep-lines">{ask.data.text}</Text>
          <Text size="sm" c="dimmed" mt="sm">
            {ask.data.model} at {ask.data.provider}, {millisecondWords(ask.data.totalMs)},{' '}
            {ask.data.costMicro === null ? 'cost not known' : formatMicro(ask.data.costMicro)}
          </Text>
        </Paper>
      )}
    </Section>
  );
}
