import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type ReactNode, useId, useMemo, useRef, useState } from 'react';
import { z } from 'zod';

/** The part of JSON Schema that a form shows. */
export interface FieldSchema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly items?: FieldSchema;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
}

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

interface FieldProps {
  readonly name: string;
  readonly field: FieldSchema & { readonly isRequired?: boolean };
  readonly value: unknown;
  readonly problem?: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** One field, in the form that its type asks for. An empty field is a missing value. */
export function SchemaField({ name, field, value, problem, onChange }: FieldProps): ReactNode {
  const id = useId();
  const frame = {
    id,
    name,
    label: field.title ?? name,
    description: field.description,
    error: problem,
    required: field.isRequired === true,
    withAsterisk: false,
  };
  const text = typeof value === 'string' ? value : '';
  const give = (given: string | null): void => onChange(given === '' || given === null ? undefined : given);
  if (field.enum !== undefined) {
    return <Select {...frame} data={[...field.enum]} value={text === '' ? null : text} onChange={give} />;
  }
  if (field.type === 'boolean') {
    return (
      <Checkbox
        {...frame}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    );
  }
  if (field.type === 'number' || field.type === 'integer') {
    return (
      <NumberInput
        {...frame}
        // While a decimal is typed, as in `12.`, it is a text; emptied then, the field would lose what stands before.
        value={typeof value === 'number' || typeof value === 'string' ? value : ''}
        onChange={(given) => onChange(given === '' ? undefined : given)}
        allowDecimal={field.type === 'number'}
      />
    );
  }
  if (field.type === 'array') {
    const items = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
    return (
      <TagsInput
        {...frame}
        value={items}
        onChange={(given) => onChange(given.length === 0 ? undefined : given)}
      />
    );
  }
  if (field.format === 'password') {
    return (
      <PasswordInput
        {...frame}
        value={text}
        autoComplete={frame.label === 'Password' ? 'current-password' : 'new-password'}
        onChange={(event) => give(event.currentTarget.value)}
      />
    );
  }
  if (field.format === 'text') {
    return (
      <Textarea
        {...frame}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={(event) => give(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...frame}
      value={text}
      type={field.format === 'email' ? 'email' : 'text'}
      autoComplete={field.format === 'email' ? 'username' : undefined}
      onChange={(event) => give(event.currentTarget.value)}
    />
  );
}
