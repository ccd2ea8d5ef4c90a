import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import { toAicmoError } from '#client/client';
import type { EvaluationDetail } from '#modules/evaluations/contract';
import { api, client } from '../../api.ts';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { FailureCode } from '../../ui/states.tsx';
import { Told } from '../../ui/told.tsx';

const evaluationForm = z.object({
  text: z
    .string()
    .max(300_000)
    .meta({ title: 'Set', format: 'text', description: 'YAML or JSON, at most 50 cases and 256 KB.' }),
  promptVersion: z
    .number()
    .int()
    .min(0)
    .optional()
    .meta({ title: 'Version of the prompt', description: 'Empty: the one in use. 0 ships with AICMO.' }),
  targets: z
    .array(z.string())
    .max(12)
    .optional()
    .meta({ title: 'Chain', description: 'Names of targets. Empty: that of copywriting.' }),
  judge: z.boolean().default(false).meta({
    title: 'Let a model compare it with the run before',
    description: 'A second call for each case, by a model of the use case judge.',
  }),
});

interface FormProps {
  readonly onDone: (run: EvaluationDetail) => void;
  readonly onCancel: () => void;
}

/** The set that models write, and with which prompt and chain. */
export function EvaluationForm({ onDone, onCancel }: FormProps): ReactNode {
  const queries = useQueryClient();
  const [file, setFile] = useState<{ name: string; text: string }>();
  const [failure, setFailure] = useState<unknown>();
  const run = async (given: z.output<typeof evaluationForm>): Promise<void> => {
    setFailure(undefined);
    try {
      const done = await client.evaluations.run({ ...given, fileName: file?.name ?? 'set.yaml' });
      await queries.invalidateQueries({ queryKey: api.evaluations.key() });
      onDone(done);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <Stack>
      <Text size="sm">
        Each case is one call of a model, two with a judge, and costs what the call costs. The answer comes
        when all cases are written, which may take minutes.
      </Text>
      <Group gap="sm">
        <FileButton
          accept=".yaml,.yml,.json"
          onChange={(chosen) => void chosen?.text().then((text) => setFile({ name: chosen.name, text }))}
        >
          {(props) => (
            <Button variant="default" {...props}>
              Take a file
            </Button>
          )}
        </FileButton>
        <Text size="sm" c="dimmed" role="status">
          {file === undefined ? 'Or paste the set below.' : `${file.name} is taken.`}
        </Text>
      </Group>
      {failure === undefined ? undefined : (
        <Alert color="red" role="alert" title="The run was not made">
          <Text className="keep-lines" size="sm">
            <Told text={toAicmoError(failure).detail} />
          </Text>
          <FailureCode error={failure} />
        </Alert>
      )}
      <SchemaForm
        // What a file brings takes the place of what was pasted.
        key={file?.text}
        schema={evaluationForm}
        submit="Run it"
        initial={{ text: file?.text }}
        onSubmit={run}
        onCancel={onCancel}
      />
    </Stack>
  );
}
