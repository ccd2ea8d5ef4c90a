import './readable-value.css';
import { Text } from '@mantine/core';
import { Fragment, type ReactNode } from 'react';
import { capitalised, formatNumber, spacedName } from '../lib/words.ts';

/** A value of JSON for people: names in words, lists as lists, texts as they are. */
export function ReadableValue({ value }: { value: unknown }): ReactNode {
  if (value === null || value === undefined || value === '')
    return (
      <Text span c="dimmed">
        Not set
      </Text>
    );
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number')
    return Number.isInteger(value) ? formatNumber(value) : value.toLocaleString('en');
  if (typeof value === 'string') return <span className="keep-lines">{value}</span>;
  if (Array.isArray(value)) return <Items items={value} />;
  return <Fields value={value as Readonly<Record<string, unknown>>} />;
}

function Items({ items }: { items: readonly unknown[] }): ReactNode {
  if (items.length === 0)
    return (
      <Text span c="dimmed">
        None
      </Text>
    );
  return (
    <ul className="readable-items">
      {items.map((item, index) => (
        <li key={index}>
          <ReadableValue value={item} />
        </li>
      ))}
    </ul>
  );
}

function Fields({ value }: { value: Readonly<Record<string, unknown>> }): ReactNode {
  const fields = Object.entries(value);
  if (fields.length === 0)
    return (
      <Text span c="dimmed">
        Nothing
      </Text>
    );
  return (
    <dl className="readable-fields">
      {fields.map(([name, inner]) => (
        <Fragment key={name}>
          <dt>{capitalised(spacedName(name))}</dt>
          <dd>
            <ReadableValue value={inner} />
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
