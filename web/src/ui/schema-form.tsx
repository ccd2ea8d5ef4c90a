import { Button, Group, Stack } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { type FieldSchema, SchemaField } from './schema-field.tsx';

interface FormProps<Schema extends z.ZodObject> {
  readonly schema: Schema;
  readonly submit: string;
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly onSubmit: (given: z.output<Schema>) => Promise<unknown> | void;
  readonly onCancel?: () => void;
}

/**
 * A form made from a schema, which also checks what is typed: the same one that the server checks with. Texts,
 * numbers, yes or no, choices, lists of texts, long texts (`format: 'text'`) and secrets (`format: 'password'`).
 */
export function SchemaForm<Schema extends z.ZodObject>(props: FormProps<Schema>): ReactNode {
  const { schema, submit, initial, onSubmit, onCancel } = props;
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const [values, setValues] = useState<Record<string, unknown>>(() => startOf(fields, initial));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const send = async (): Promise<void> => {
    const read = schema.safeParse(values);
    if (!read.success) {
      setProblems(problemsOf(read.error));
      const first = String(read.error.issues[0]?.path[0] ?? '');
      form.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus();
      return;
    }
    setProblems({});
    setBusy(true);
    try {
      await onSubmit(read.data);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Stack gap="sm">
        {fields.map(([name, field]) => (
          <SchemaField
            key={name}
            name={name}
            field={field}
            value={values[name]}
            problem={problems[name]}
            onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <Group justify="flex-end" gap="xs" mt="xs">
          {onCancel === undefined ? undefined : (
            <Button variant="default" onClick={onCancel}>
              Leave it
            </Button>
          )}
          <Button type="submit" loading={isBusy}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function fieldsOf(
  schema: z.ZodObject,
): readonly [name: string, field: FieldSchema & { isRequired: boolean }][] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, FieldSchema>;
    required?: string[];
  };
  const required = new Set(json.required);
  return Object.entries(json.properties ?? {}).map(([name, field]) => [
    name,
    { ...field, isRequired: required.has(name) },
  ]);
}

function startOf(
  fields: readonly [string, FieldSchema][],
  initial: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const value = initial?.[name] ?? field.default;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function problemsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.toReversed().map((issue) => [String(issue.path[0] ?? ''), issue.message]),
  );
}
