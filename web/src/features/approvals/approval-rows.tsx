import { Checkbox, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChecklist, IconFileText, IconMessage } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Approval, StepStanding } from '#modules/approvals/contract';
import { pictureAddress } from '../../api.ts';
import { Moment } from '../../ui/moment.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { APPROVAL_SIGNS } from '../../ui/tone.ts';
import { dueWords, standingWords } from './step-words.ts';

interface RowsProps {
  readonly items: readonly Approval[];
  readonly openId: string | undefined;
  readonly marked: ReadonlySet<string>;
  readonly canMark: boolean;
  readonly onShow: (id: string) => void;
  readonly onMark: (id: string) => void;
}

/** The list beside what is looked at. */
export function ApprovalRows(props: RowsProps): ReactNode {
  const { items, openId, marked, canMark, onShow, onMark } = props;
  const current = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // In braces: newer browsers give a promise, and React would take it for the end of the effect.
    current.current?.scrollIntoView({ block: 'nearest' });
  }, [openId]);
  return (
    <ul className="plain-list inbox-rows" aria-label="What waits">
      {items.map((item) => (
        <li
          key={item.id}
          className="inbox-row"
          data-open={item.id === openId || undefined}
          ref={item.id === openId ? current : undefined}
        >
          {canMark ? (
            <Checkbox
              size="xs"
              aria-label={`Mark ${item.title}`}
              checked={marked.has(item.id)}
              onChange={() => onMark(item.id)}
            />
          ) : undefined}
          <UnstyledButton
            className="inbox-choice"
            aria-current={item.id === openId ? 'true' : undefined}
            onClick={() => onShow(item.id)}
          >
            <Thumbnail item={item} />
            <div className="inbox-words">
              <Text fw={600} size="sm" lineClamp={1}>
                {item.title}
              </Text>
              <Text size="xs" c="dimmed" lineClamp={1}>
                {item.campaignName} · {item.detail}
              </Text>
              {item.step === null ? undefined : <StepLine step={item.step} />}
              <Group gap={8} mt={2}>
                <SignBadge {...APPROVAL_SIGNS[item.state]} />
                {item.step?.isOverdue === true ? <SignBadge tone="bad" word="Overdue" /> : undefined}
                <Text size="xs" c="dimmed" span>
                  <Moment at={item.decidedAt ?? item.requestedAt} />
                </Text>
                {item.openComments > 0 ? (
                  <Text size="xs" c="dimmed" span>
                    <IconMessage size={12} aria-hidden="true" /> {item.openComments}
                    <span className="only-read"> open comments</span>
                  </Text>
                ) : undefined}
              </Group>
            </div>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function StepLine({ step }: { step: StepStanding }): ReactNode {
  const due = dueWords(step);
  return (
    <Text size="xs" lineClamp={2}>
      {standingWords(step)}
      {due === undefined ? '' : ` · ${due}`}
    </Text>
  );
}

function Thumbnail({ item }: { item: Approval }): ReactNode {
  const { picture } = item;
  const Icon = item.subjectType === 'task' ? IconChecklist : IconFileText;
  if (picture === null)
    return (
      <span className="inbox-thumbnail">
        <Icon size={22} stroke={1.5} aria-hidden="true" />
      </span>
    );
  return (
    <img
      className="inbox-thumbnail"
      src={pictureAddress(picture.variantId, picture.ratio, 160)}
      alt=""
      loading="lazy"
      width={56}
      height={56}
    />
  );
}
