import { Group, Stack, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { ApprovalDetail, StepProgress } from '#modules/approvals/contract';
import { capitalised } from '../../lib/words.ts';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { dueWords, openSeatWords, seatVerdict, standingWords, stepSign } from './step-words.ts';

/** The steps that something goes through, who decided in them, and where it stands; closed on a phone until one asks. */
export function StepsPanel({ detail }: { detail: ApprovalDetail }): ReactNode {
  const { steps, step } = detail;
  const isWide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  if (steps.length === 0) return undefined;
  const done = steps.filter(({ isDone }) => isDone).length;
  return (
    <details className="steps-panel" open={isWide}>
      <summary>
        <Title order={3} component="h3" display="inline">
          Steps
        </Title>{' '}
        <Text span size="sm" c="dimmed">
          {step === null ? `${done} of ${steps.length} done` : standingWords(step)}
        </Text>
        {step?.isOverdue === true ? (
          <>
            {' '}
            <SignBadge tone="bad" word="Overdue" />
          </>
        ) : undefined}
      </summary>
      <ol className="plain-list step-list" aria-label="Steps">
        {steps.map((each, index) => (
          <Step key={index} number={index + 1} step={each} detail={detail} />
        ))}
      </ol>
    </details>
  );
}

function Step(props: { number: number; step: StepProgress; detail: ApprovalDetail }): ReactNode {
  const { number, step, detail } = props;
  const due = step.isCurrent && detail.step !== null ? dueWords(detail.step) : undefined;
  return (
    <li className="step" aria-current={step.isCurrent ? 'step' : undefined}>
      <Group gap="xs" align="baseline">
        <Text fw={600} size="sm">
          {number}. {step.name}
        </Text>
        <SignBadge {...stepSign(step, detail.state)} />
        {due === undefined ? undefined : (
          <Text size="sm" c="dimmed">
            <time dateTime={step.dueAt?.toISOString()}>{due}</time>
          </Text>
        )}
      </Group>
      {step.seats.length > 1 ? (
        <Text size="xs" c="dimmed">
          {step.mode === 'all' ? 'Each of them decides.' : 'One of them is enough.'}
        </Text>
      ) : undefined}
      <Stack component="ul" gap={2} className="plain-list seat-list">
        {step.seats.map((seat, index) => (
          <li key={index}>
            <Seat seat={seat} step={step} detail={detail} />
          </li>
        ))}
      </Stack>
    </li>
  );
}

function Seat(props: {
  seat: StepProgress['seats'][number];
  step: StepProgress;
  detail: ApprovalDetail;
}): ReactNode {
  const { seat, step, detail } = props;
  const verdict = seatVerdict(seat, detail);
  const isOpen = verdict === undefined;
  return (
    <Text size="sm" component="div">
      {capitalised(seat.who)}
      <Text span inherit c="dimmed">
        {isOpen ? `: ${openSeatWords(seat, step)}` : `: ${verdict}, `}
        {seat.at === null ? undefined : <Moment at={seat.at} />}
        {seat.isYours ? ' (you)' : ''}
      </Text>
      {seat.comment === null ? undefined : (
        <Text size="sm" component="blockquote" className="seat-comment keep-lines">
          {seat.comment}
        </Text>
      )}
    </Text>
  );
}
