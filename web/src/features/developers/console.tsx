import { Alert, Button, Group, JsonInput, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useSession } from '../../session.tsx';
import { attempt } from '../../lib/attempt.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { type FieldSchema, SchemaField } from '../../ui/schema-field.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { type ApiOperation, type ApiSchema, fieldsBelow } from './api-document.ts';
import { type ApiAnswer, curlOf, requestOf, sendRequest } from './request.ts';

type Values = Readonly<Record<string, unknown>>;

const EFFECT_WORDS: Readonly<Record<string, string>> = {
  write: 'It changes data of this workspace.',
  publish: 'Something leaves the house.',
  spend: 'It costs money.',
};

/** Whether a form can show a field; others are given as JSON. */
function isPlain(schema: ApiSchema): boolean {
  if (schema.enum !== undefined) return schema.enum.every((value) => typeof value === 'string');
  if (schema.type === 'array') return schema.items?.type === 'string';
  return ['string', 'number', 'integer', 'boolean'].includes(String(schema.type));
}

/** Tries an operation on the server itself, as the person who is signed in. */
export function Console({ operation }: { operation: ApiOperation }): ReactNode {
  const { workspace } = useSession();
  const [values, setValues] = useState<Values>({});
  const [body, setBody] = useState('{}');
  const [answer, setAnswer] = useState<ApiAnswer>();
  const [isBusy, setBusy] = useState(false);
  const request = requestOf(operation, values, operation.body === undefined ? undefined : body);
  const missing = operation.parameters
    .filter((parameter) => parameter.in === 'path' && (values[parameter.name] ?? '') === '')
    .map(({ name }) => name);
  const send = async (): Promise<void> => {
    setBusy(true);
    setAnswer(await attempt(() => sendRequest(request, workspace.workspaceId), { failed: 'No answer came' }));
    setBusy(false);
  };
  if (operation.otherBody !== undefined)
    return (
      <Text>This operation takes {operation.otherBody}. The console sends JSON only; use a program.</Text>
    );
  return (
    <Stack gap="sm">
      {operation.parameters.map((parameter) => (
        <SchemaField
          key={parameter.name}
          name={parameter.name}
          field={{ ...asField(parameter.schema), isRequired: parameter.required === true }}
          value={values[parameter.name]}
          onChange={(value) => setValues((before) => ({ ...before, [parameter.name]: value }))}
        />
      ))}
      {operation.body === undefined ? undefined : (
        <BodyField schema={operation.body} text={body} onChange={setBody} />
      )}
      <Group gap="xs">
        {operation.effect === 'read' ? (
          <Button loading={isBusy} disabled={missing.length > 0} onClick={() => void send()}>
            Send
          </Button>
        ) : (
          <ConfirmButton
            label="Send"
            title={`Send ${operation.method} ${operation.path}?`}
            confirm="Send it"
            button={{ variant: 'filled', loading: isBusy, disabled: missing.length > 0 }}
            onConfirm={send}
          >
            {EFFECT_WORDS[operation.effect]} The request goes to this server, as you, in the workspace{' '}
            {workspace.workspaceName}.
          </ConfirmButton>
        )}
        {missing.length === 0 ? undefined : (
          <Text size="sm" c="dimmed">
            Give {missing.join(' and ')} first.
          </Text>
        )}
      </Group>
      <div aria-live="polite">{answer === undefined ? undefined : <Answer answer={answer} />}</div>
      <CopyText text={curlOf(request, globalThis.location.origin)} label="Line for the shell" />
    </Stack>
  );
}

function asField(schema: ApiSchema): FieldSchema {
  return isPlain(schema) ? (schema as FieldSchema) : { type: 'string', ...describe(schema) };
}

function describe(schema: ApiSchema): { description?: string } {
  return schema.description === undefined ? {} : { description: schema.description };
}

function readObject(text: string): Values | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Values)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The body of a request: as fields of its schema, or as JSON. Both are the same text. */
function BodyField(props: { schema: ApiSchema; text: string; onChange: (text: string) => void }): ReactNode {
  const fields = fieldsBelow(props.schema);
  const [kind, setKind] = useState(
    fields.length > 0 && props.schema.properties !== undefined ? 'Form' : 'JSON',
  );
  const given = readObject(props.text);
  const set = (name: string, value: unknown): void =>
    props.onChange(JSON.stringify({ ...given, [name]: value }, null, 2));
  return (
    <Stack gap="sm">
      <SegmentedControl
        data={['Form', 'JSON']}
        value={kind}
        onChange={setKind}
        aria-label="How to give the body"
        style={{ alignSelf: 'flex-start' }}
      />
      {kind === 'JSON' ? (
        <JsonInput
          label="Body"
          value={props.text}
          onChange={props.onChange}
          autosize
          minRows={4}
          maxRows={20}
          formatOnBlur
          validationError="This is no JSON"
        />
      ) : given === undefined ? (
        <Alert color="orange">The body is no JSON object yet. Mend it under JSON first.</Alert>
      ) : (
        fields.map(({ name, schema, isRequired }) =>
          isPlain(schema) ? (
            <SchemaField
              key={name}
              name={name}
              field={{ ...asField(schema), isRequired }}
              value={given[name]}
              onChange={(value) => set(name, value)}
            />
          ) : (
            <JsonField
              key={name}
              name={name}
              schema={schema}
              value={given[name]}
              onChange={(value) => set(name, value)}
            />
          ),
        )
      )}
    </Stack>
  );
}

function JsonField(props: {
  name: string;
  schema: ApiSchema;
  value: unknown;
  onChange: (value: unknown) => void;
}): ReactNode {
  const [text, setText] = useState(props.value === undefined ? '' : JSON.stringify(props.value, null, 2));
  const give = (typed: string): void => {
    setText(typed);
    if (typed.trim() === '') return props.onChange(undefined);
    try {
      props.onChange(JSON.parse(typed));
    } catch {
      // What is half typed is no value yet; the field says so when it is left.
    }
  };
  return (
    <JsonInput
      label={props.name}
      description={`${props.schema.description ?? ''} As JSON.`.trim()}
      value={text}
      onChange={give}
      autosize
      minRows={2}
      validationError="This is no JSON"
    />
  );
}

function Answer({ answer }: { answer: ApiAnswer }): ReactNode {
  const isGood = answer.status < 400;
  return (
    <Paper withBorder p="sm">
      <Group gap="xs" mb="xs">
        <SignBadge tone={isGood ? 'good' : 'bad'} word={`Status ${answer.status}`} />
        <Text size="sm">{answer.milliseconds} ms</Text>
      </Group>
      {answer.headers.map(([name, value]) => (
        <Text key={name} size="xs" c="dimmed">
          {name}: {value}
        </Text>
      ))}
      <pre className="copy-text" tabIndex={0} role="group" aria-label="Body of the answer">
        {answer.body}
      </pre>
    </Paper>
  );
}
