import { Alert, Button, Group, List, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import type { TaskDetail, TaskRunDetail } from '#modules/tasks/contract';
import { saveFile } from '../../lib/save-file.ts';
import { capitalised, counted, formatMicro } from '../../lib/words.ts';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Told } from '../../ui/told.tsx';
import type { Sign } from '../../ui/tone.ts';
import { blocksOf, factsInOrder, frameOf, type ProductFrame, textAt } from './blocks.ts';
import { EvidenceContext, EvidenceList } from './facts.tsx';
import { fileStem } from './task-words.ts';
import { WorkBlock } from './work-block.tsx';

type ShownTask = Pick<TaskDetail, 'id' | 'title' | 'type' | 'campaignKey' | 'revision'>;

/** What a run made: the work itself, what it rests on, how sure it is, and what is missing. */
export function WorkProduct({ task, run }: { task: ShownTask; run: TaskRunDetail }): ReactNode {
  const blocks = useMemo(() => blocksOf(run.page), [run.page]);
  const frame = useMemo(() => frameOf(run.product), [run.product]);
  const evidence = useMemo(() => {
    const named = new Set([...factsInOrder(blocks), ...run.evidence.map(({ id }) => id)]);
    const content = run.product?.['content'];
    return {
      of: { runId: run.id, campaignKey: task.campaignKey },
      numbers: new Map([...named].map((id, index) => [id, index + 1])),
      facts: new Map(run.evidence.map((fact) => [fact.id, fact])),
      worded: new Set((run.wording?.worded ?? []).flatMap((path) => textAt(content, path) ?? [])),
    };
  }, [blocks, run, task.campaignKey]);
  return (
    <EvidenceContext value={evidence}>
      <Stack gap="xl">
        <Section
          title="Work product"
          lead={<Standing task={task} run={run} />}
          actions={<Downloads task={task} run={run} />}
        >
          <div className="work" data-preview={run.isDryRun || undefined}>
            <Stack gap="md">
              {frame === undefined ? undefined : <p className="work-summary">{frame.summary}</p>}
              {blocks.map((block, index) => (
                <WorkBlock key={index} block={block} />
              ))}
            </Stack>
            <Stack gap="lg" component="aside" aria-label="About this work">
              {frame === undefined ? undefined : <AboutWork frame={frame} />}
              <Wording run={run} />
            </Stack>
          </div>
        </Section>
        <EvidenceList facts={run.evidence} />
      </Stack>
    </EvidenceContext>
  );
}

function Standing({ task, run }: { task: ShownTask; run: TaskRunDetail }): ReactNode {
  const { isDryRun, endedAt, startedAt, revision, revisesId, comment } = run;
  return (
    <Group gap="xs" mt={4}>
      {revisesId !== null ? (
        <SignBadge tone="good" word="Revised" />
      ) : isDryRun ? (
        <SignBadge tone="neutral" word="Preview only" />
      ) : (
        <SignBadge tone="good" word="Real run" />
      )}
      <span>
        <Moment at={endedAt ?? startedAt} />, by {run.madeBy}
        {revision === task.revision
          ? ''
          : `. Of revision ${revision}; the task is at revision ${task.revision} now`}
        {comment === null ? '' : `: ${comment}`}
      </span>
    </Group>
  );
}

function Downloads({ task, run }: { task: ShownTask; run: TaskRunDetail }): ReactNode {
  const stem = fileStem(task, run);
  const asJson = (): string => {
    const { page: _page, markdown: _markdown, ...kept } = run;
    const { id, title, type } = task;
    return `${JSON.stringify({ task: { id, title, type }, ...kept }, null, 2)}\n`;
  };
  const icon = <IconDownload size={14} aria-hidden="true" />;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="xs"
        leftSection={icon}
        onClick={() => saveFile(`${stem}.md`, run.markdown ?? '', 'text/markdown')}
      >
        Markdown
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={icon}
        onClick={() => saveFile(`${stem}.json`, asJson(), 'application/json')}
      >
        JSON
      </Button>
    </Group>
  );
}

const CONFIDENCE_SIGNS: Readonly<Record<ProductFrame['confidence']['level'], Sign>> = {
  low: { tone: 'warning', word: 'Low' },
  medium: { tone: 'info', word: 'Medium' },
  high: { tone: 'good', word: 'High' },
};

function AboutWork({ frame }: { frame: ProductFrame }): ReactNode {
  const { confidence, next, missing, wouldChange, method } = frame;
  return (
    <>
      <Note title="How sure it is">
        <Group gap="xs" align="center">
          <SignBadge {...CONFIDENCE_SIGNS[confidence.level]} />
        </Group>
        <Text size="sm" mt={4}>
          {confidence.because}
        </Text>
      </Note>
      {next.length === 0 ? undefined : (
        <Note title="Next steps">
          <Points items={next} isOrdered />
        </Note>
      )}
      {missing.length === 0 ? undefined : (
        <Note title="What is missing">
          <List size="sm" spacing={6}>
            {missing.map(({ what, where, gain }, index) => (
              <List.Item key={index}>
                <Told text={what} />{' '}
                <Text span inherit c="dimmed">
                  Where: <span className="told-code">{where}</span>. {gain}
                </Text>
              </List.Item>
            ))}
          </List>
        </Note>
      )}
      {wouldChange.length === 0 ? undefined : (
        <Note title="What would change its mind">
          <Points items={wouldChange} />
        </Note>
      )}
      <Note title="Method">
        <Text size="sm">{method}</Text>
      </Note>
    </>
  );
}

function Points({ items, isOrdered = false }: { items: readonly string[]; isOrdered?: boolean }): ReactNode {
  return (
    <List size="sm" spacing={6} type={isOrdered ? 'ordered' : 'unordered'}>
      {items.map((item, index) => (
        <List.Item key={index}>
          <Told text={item} />
        </List.Item>
      ))}
    </List>
  );
}

function Note({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <section>
      <Title order={2} mb={4}>
        {title}
      </Title>
      {children}
    </section>
  );
}

/** Which texts a model worded, and which of its words were not taken. */
function Wording({ run }: { run: TaskRunDetail }): ReactNode {
  const { wording, costMicro, product } = run;
  if (wording === null) return undefined;
  const { by, worded, refused, problem } = wording;
  const content = product?.['content'];
  return (
    <Note title="Wording">
      <Text size="sm">
        {worded.length === 0
          ? 'Every text is by the method; no model worded any.'
          : `${counted(worded.length, 'text is', 'texts are')} worded by ${by ?? 'a model'} (${formatMicro(costMicro)}). Figures, order and choice are the method’s.`}
      </Text>
      {worded.length === 0 ? undefined : (
        <details>
          <summary>Texts of the model</summary>
          <Points items={worded.map((path) => textAt(content, path) ?? path)} />
        </details>
      )}
      {refused.length === 0 ? undefined : (
        <details>
          <summary>{counted(refused.length, 'text was', 'texts were')} not taken</summary>
          <List size="sm" spacing={6}>
            {refused.map(({ path, text, reason }) => (
              <List.Item key={path}>
                {capitalised(reason)}: “{text}”
              </List.Item>
            ))}
          </List>
        </details>
      )}
      {problem === null ? undefined : (
        <Alert color="orange" mt="xs">
          {problem}
        </Alert>
      )}
    </Note>
  );
}

/** What happened in a run, in its order. */
export function RunLog({ run }: { run: TaskRunDetail }): ReactNode {
  if (run.log.length === 0) return undefined;
  return (
    <Section title="What happened">
      <List size="sm" spacing={4}>
        {run.log.map(({ at, text }, index) => (
          <List.Item key={index}>
            {text}{' '}
            <Text span inherit c="dimmed">
              <Moment at={new Date(at)} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Section>
  );
}
