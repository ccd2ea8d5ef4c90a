import { Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { z } from 'zod';
import { placesOf } from '#kernel/places';
import type { PromptVersion } from '#modules/models/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { SchemaForm } from '../../ui/schema-form.tsx';

type PromptTexts = Pick<PromptVersion, 'system' | 'user'>;

interface FormProps {
  readonly base: PromptVersion;
  readonly onAdded: (added: PromptVersion) => void;
  readonly onCancel: () => void;
}

/** Texts of a new version. A place that the version it starts from has must stay, or models would not see its input. */
export function PromptForm({ base, onAdded, onCancel }: FormProps): ReactNode {
  const queries = useQueryClient();
  const schema = useMemo(() => schemaOf(base), [base]);
  const add = async (given: z.output<typeof schema>): Promise<void> => {
    const added = await attempt(() => client.models.addPrompt({ ...given, name: base.name }), {
      failed: 'The version is not added',
    });
    if (added === undefined) return;
    await queries.invalidateQueries({ queryKey: api.models.prompts.key() });
    onAdded(added);
  };
  return (
    <Stack>
      <Text size="sm">
        Kept are {listOf(placesOf(base))}: version {base.version} has them. It is not used until you make it
        the one in use.
      </Text>
      <SchemaForm
        schema={schema}
        submit="Add the version"
        initial={{ system: base.system, user: base.user }}
        onSubmit={add}
        onCancel={onCancel}
      />
    </Stack>
  );
}

function schemaOf(base: PromptVersion) {
  const text = z.string().min(1).max(50_000);
  return z
    .object({
      system: text.meta({
        title: 'System',
        format: 'text',
        description: 'What the model is, and its rules.',
      }),
      user: text.meta({ title: 'User', format: 'text', description: 'What is asked, with the facts.' }),
      note: z
        .string()
        .max(2_000)
        .default('')
        .meta({ title: 'Note', description: 'Why it was written, for those who compare versions later.' }),
    })
    .superRefine((given, context) => {
      const found = new Set(placesOf(given));
      const complain = (part: 'system' | 'user', message: string): void =>
        context.addIssue({ code: 'custom', path: [part], message });
      for (const part of ['system', 'user'] as const) {
        const placesIn = (text: PromptTexts): string[] => placesOf({ system: '', user: text[part] });
        const lost = placesIn(base).filter((place) => !found.has(place));
        if (lost.length > 0)
          complain(part, `It lost ${listOf(lost)}: put it back in, here or in the other text.`);
        const unknown = placesIn(given).filter((place) => base.inputs[place] === undefined);
        if (unknown.length > 0)
          complain(
            part,
            `${listOf(unknown)}: nothing is filled in there. Known are ${listOf(Object.keys(base.inputs))}.`,
          );
      }
    });
}

function listOf(places: readonly string[]): string {
  return places.length === 0 ? 'no places' : places.map((place) => `{{${place}}}`).join(', ');
}
