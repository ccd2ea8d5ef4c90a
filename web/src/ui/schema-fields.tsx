import { Button, Fieldset, Group, MultiSelect, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { capitalised, spacedName } from '../lib/words.ts';
import { SchemaField } from './schema-field.tsx';
import { type RecordSchema, shapeOf, startOfRecord } from './schema-start.ts';

type Values = Readonly<Record<string, unknown>>;

interface FieldsProps {
  readonly schema: RecordSchema;
  readonly value: Values;
  /** Where the record stands, such as `payload`; problems are found by it. */
  readonly path: string;
  readonly problems: Readonly<Record<string, string>>;
  readonly onChange: (value: Values) => void;
  /** Told of a text that is no JSON, and when it is again. */
  readonly onInvalid: (path: string, isInvalid: boolean) => void;
}

/**
 * The fields of a record by its schema (E5): plain ones, choices, records in it and lists of records, to any depth. What
 * no field fits is edited as JSON.
 */
export function SchemaFields(props: FieldsProps): ReactNode {
  const { schema, value, onChange } = props;
  const required = new Set(schema.required);
  const set = (name: string, given: unknown): void => {
    const { [name]: _before, ...others } = value;
    onChange(given === undefined ? others : { ...value, [name]: given });
  };
  return (
    <Stack gap="sm">
      {Object.entries(schema.properties ?? {}).map(([name, part]) => (
        <Part
          key={name}
          {...props}
          schema={part}
          label={part.title ?? capitalised(spacedName(name))}
          isRequired={required.has(name)}
          path={`${props.path}.${name}`}
          value={value[name]}
          onChange={(given) => set(name, given)}
        />
      ))}
    </Stack>
  );
}

interface PartProps extends Omit<FieldsProps, 'value' | 'onChange'> {
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function Part(props: PartProps): ReactNode {
  const { schema, label, path, value, onChange, problems } = props;
  switch (shapeOf(schema)) {
    case 'plain': {
      const isLong = schema.type === 'string' && (schema.maxLength ?? 0) > 300 && schema.format === undefined;
      return (
        <SchemaField
          name={path}
          field={{
            ...(schema as Parameters<typeof SchemaField>[0]['field']),
            title: label,
            ...(isLong ? { format: 'text' } : {}),
            isRequired: props.isRequired && schema.default === undefined,
          }}
          value={value}
          problem={problemIn(problems, path)}
          onChange={onChange}
        />
      );
    }
    case 'choices':
      return (
        <MultiSelect
          name={path}
          label={label}
          description={schema.description}
          error={problemIn(problems, path)}
          data={[...(schema.items?.enum ?? [])]}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
        />
      );
    case 'record':
      return <OneRecord {...props} />;
    case 'records':
      return <Records {...props} />;
    case 'json':
      return <JsonField {...props} />;
  }
}

function OneRecord(props: PartProps): ReactNode {
  const { schema, label, value, onChange, isRequired } = props;
  if (value === undefined || value === null)
    return (
      <div>
        <Button variant="default" size="xs" onClick={() => onChange(startOfRecord(schema))}>
          Add: {label}
        </Button>
        <Description text={schema.description} problem={props.problems[props.path]} />
      </div>
    );
  return (
    <Fieldset legend={label}>
      <Description text={schema.description} problem={props.problems[props.path]} />
      <SchemaFields {...props} value={value as Values} />
      {isRequired ? undefined : (
        <Group justify="flex-end" mt="xs">
          <Button variant="default" size="xs" onClick={() => onChange(undefined)}>
            Remove: {label}
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}

function Records(props: PartProps): ReactNode {
  const { schema, label, path, value, onChange } = props;
  const items = Array.isArray(value) ? (value as Values[]) : [];
  const { items: item = {}, maxItems = Infinity } = schema;
  return (
    <Fieldset legend={label}>
      <Description text={schema.description} problem={props.problems[path]} />
      <Stack gap="sm">
        {items.map((one, index) => (
          <Fieldset key={index} legend={`${label} ${index + 1}`} variant="filled">
            <SchemaFields
              {...props}
              schema={item}
              path={`${path}.${index}`}
              value={one}
              onChange={(given) => onChange(items.with(index, given as Values))}
            />
            <Group justify="flex-end" mt="xs">
              <Button
                variant="default"
                size="xs"
                aria-label={`Remove ${label} ${index + 1}`}
                onClick={() => onChange(items.toSpliced(index, 1))}
              >
                Remove
              </Button>
            </Group>
          </Fieldset>
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            disabled={items.length >= maxItems}
            aria-label={`Add to ${label}`}
            onClick={() => onChange([...items, startOfRecord(item)])}
          >
            Add
          </Button>
        </div>
      </Stack>
    </Fieldset>
  );
}

function JsonField({ label, schema, path, value, problems, onChange, onInvalid }: PartProps): ReactNode {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [problem, setProblem] = useState<string>();
  const take = (typed: string): void => {
    setText(typed);
    try {
      onChange(typed.trim() === '' ? undefined : (JSON.parse(typed) as unknown));
      setProblem(undefined);
      onInvalid(path, false);
    } catch (error) {
      setProblem(`This is no JSON yet: ${error instanceof Error ? error.message : String(error)}`);
      onInvalid(path, true);
    }
  };
  return (
    <Textarea
      name={path}
      label={label}
      description={[schema.description, 'As JSON.'].filter((part) => part !== undefined).join(' ')}
      error={problem ?? problemIn(problems, path)}
      autosize
      minRows={3}
      maxRows={20}
      spellCheck={false}
      classNames={{ input: 'code-field' }}
      value={text}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

function Description({
  text,
  problem,
}: {
  text: string | undefined;
  problem: string | undefined;
}): ReactNode {
  return (
    <>
      {text === undefined ? undefined : (
        <Text size="sm" c="dimmed" mb="xs">
          {text}
        </Text>
      )}
      {problem === undefined ? undefined : (
        <Text size="sm" c="red" role="alert" mb="xs">
          {problem}
        </Text>
      )}
    </>
  );
}

/** The problem of a field, or of something inside of it that has no field of its own. */
function problemIn(problems: Readonly<Record<string, string>>, path: string): string | undefined {
  const name = Object.keys(problems).find((found) => found === path || found.startsWith(`${path}.`));
  return name === undefined ? undefined : problems[name];
}
