import { Anchor, Code, Popover, Stack, Text } from '@mantine/core';
import { createContext, type ReactNode, useContext, useRef, useState } from 'react';
import type { TaskRunDetail } from '#modules/tasks/contract';
import { Section } from '../../ui/section.tsx';
import { factPlace } from './task-words.ts';

export type Fact = TaskRunDetail['evidence'][number];

interface Evidence {
  /** The run whose work is shown, and the campaign that it is for. */
  readonly of: { readonly runId: string; readonly campaignKey: string };
  readonly numbers: ReadonlyMap<string, number>;
  readonly facts: ReadonlyMap<string, Fact>;
  /** The texts that a model worded. */
  readonly worded: ReadonlySet<string>;
}

export const EvidenceContext = createContext<Evidence>({
  of: { runId: '', campaignKey: '' },
  numbers: new Map(),
  facts: new Map(),
  worded: new Set(),
});

/** Small numbers behind a statement; each shows the fact that it rests on. */
export function FactMarks({ ids }: { ids?: readonly string[] | undefined }): ReactNode {
  if (ids === undefined || ids.length === 0) return undefined;
  return (
    <>
      {' '}
      <span className="fact-marks">
        {ids.map((id) => (
          <FactMark key={id} id={id} />
        ))}
      </span>
    </>
  );
}

function FactMark({ id }: { id: string }): ReactNode {
  const { numbers, facts } = useContext(EvidenceContext);
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const number = numbers.get(id) ?? 0;
  const fact = facts.get(id);
  const close = (): void => {
    setOpen(false);
    button.current?.focus({ preventScroll: true });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="fact-mark"
        aria-expanded={isOpen}
        aria-label={`Evidence ${number}`}
        // Else the press would count as one outside of what it opened, and open that again.
        onMouseDown={(event) => event.stopPropagation()}
        onClick={() => setOpen(!isOpen)}
      >
        {number}
      </button>
      {isOpen ? (
        <Popover opened onChange={close} width={320} position="bottom" withArrow shadow="md" trapFocus>
          <Popover.Target>
            <span className="fact-anchor" aria-hidden="true" />
          </Popover.Target>
          <Popover.Dropdown aria-label={`Evidence ${number}`}>
            {fact === undefined ? <Code>{id}</Code> : <FactText fact={fact} />}
            <Anchor href={`#fact-${number}`} size="xs" onClick={close}>
              In the list of all evidence
            </Anchor>
          </Popover.Dropdown>
        </Popover>
      ) : undefined}
    </>
  );
}

function FactText({ fact }: { fact: Fact }): ReactNode {
  return (
    <Stack gap={2}>
      <Text size="sm" className="keep-lines">
        {fact.text}
      </Text>
      <Text size="xs" c="dimmed">
        {placeOf(fact)}
      </Text>
    </Stack>
  );
}

/** Where a fact lies, and what that rests on. */
function placeOf({ source, backing }: Fact): string {
  return `${factPlace(source)}${backing === undefined ? '' : `. It rests on: ${backing}`}`;
}

/** Every fact that the statements name, by number. */
export function EvidenceList({ facts }: { facts: readonly Fact[] }): ReactNode {
  const { numbers } = useContext(EvidenceContext);
  if (facts.length === 0) return undefined;
  const sorted = facts.toSorted((a, b) => (numbers.get(a.id) ?? 0) - (numbers.get(b.id) ?? 0));
  return (
    <Section title="Evidence" lead="What the statements above rest on, as it stood when the work was done.">
      <ol className="evidence-list">
        {sorted.map((fact) => (
          <li key={fact.id} id={`fact-${numbers.get(fact.id)}`} tabIndex={-1}>
            <Text size="sm" className="keep-lines">
              {fact.text}
            </Text>
            <Text size="xs" c="dimmed">
              {placeOf(fact)} · <code className="told-code">{fact.id}</code>
            </Text>
          </li>
        ))}
      </ol>
    </Section>
  );
}
