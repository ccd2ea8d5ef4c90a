import { Checkbox, NumberInput, PasswordInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';

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
