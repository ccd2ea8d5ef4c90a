import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { type ApiSchema, fieldsBelow, typeWords } from './api-document.ts';

/** The fields of a schema with type and sentence; what lies below is moved in. */
export function SchemaTree({ schema }: { schema: ApiSchema }): ReactNode {
  const fields = fieldsBelow(schema);
  if (fields.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {typeWords(schema)}
      </Text>
    );
  return (
    <ul className="schema-tree">
      {fields.map(({ name, schema: inner, isRequired }, index) => (
        <li key={`${name}-${index}`}>
          <FieldLine name={name} schema={inner} isRequired={isRequired} />
          {fieldsBelow(inner).length === 0 ? undefined : <SchemaTree schema={inner} />}
        </li>
      ))}
    </ul>
  );
}

/** A field in one line. */
export function FieldLine(props: {
  name: string;
  schema: ApiSchema;
  isRequired: boolean;
  note?: string;
}): ReactNode {
  const { name, schema, isRequired, note } = props;
  const marks = [
    typeWords(schema),
    ...(note === undefined ? [] : [note]),
    ...(isRequired ? [] : ['optional']),
  ];
  return (
    <Text size="sm" component="div">
      <code>{name}</code>{' '}
      <Text span inherit c="dimmed">
        {marks.join(', ')}
        {schema.default === undefined ? '' : `, else ${JSON.stringify(schema.default)}`}
      </Text>
      {schema.description === undefined ? undefined : <div>{schema.description}</div>}
    </Text>
  );
}
