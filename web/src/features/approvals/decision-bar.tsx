import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { ApprovalDetail, DECISIONS } from '#modules/approvals/contract';
import { client } from '../../api.ts';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { approvingWords } from './step-words.ts';

type Decision = (typeof DECISIONS)[number];

/** What a decision is called, before and after. */
export const DECISION_WORDS: Readonly<Record<Decision, { verb: string; done: string }>> = {
  approve: { verb: 'Approve', done: 'Approved' },
  request_changes: { verb: 'Ask for changes', done: 'Asked for changes' },
  reject: { verb: 'Reject', done: 'Rejected' },
};

/** Approve, ask for changes, reject; or take the decision back. What needs a reason asks for one. */
export function DecisionBar(props: { detail: ApprovalDetail; onDecided: () => Promise<void> }): ReactNode {
  const { detail, onDecided } = props;
  const [asking, setAsking] = useState<Exclude<Decision, 'approve'> | undefined>();
  const [isBusy, setBusy] = useState(false);
  const act = async (done: string, work: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    try {
      await work();
      tellDone(`${done}: ${detail.title}`);
      setAsking(undefined);
      await onDecided();
    } catch (error) {
      tellFailed('The decision was not kept', error);
    } finally {
      setBusy(false);
    }
  };
  const decide = (decision: Decision, comment?: string): Promise<void> =>
    act(DECISION_WORDS[decision].done, () =>
      client.approvals.decide({
        id: detail.id,
        contentHash: detail.contentHash,
        decision,
        ...(comment === undefined ? {} : { comment }),
      }),
    );
  const withdraw = (): Promise<void> =>
    act('Waits again', () => client.approvals.withdraw({ id: detail.id }));
  const takeBack = isOwnSeatDecided(detail) ? (
    <TakeBack label="Take back what I decided" isBusy={isBusy} onPress={withdraw} />
  ) : undefined;
  if (!detail.mayDecide)
    return (
      <Stack gap="xs" align="flex-start">
        <Text
          size="sm"
          c="dimmed"
        >{`You cannot decide here: ${detail.whyNot ?? 'it is not yours to decide'}.`}</Text>
        {takeBack}
      </Stack>
    );
  if (detail.voidReason?.startsWith('revision') === true) return undefined;
  if (detail.state !== 'pending_review' && detail.state !== 'void')
    return <TakeBack label="Take the decision back" isBusy={isBusy} onPress={withdraw} />;
  return (
    <Group gap="xs" className="decision-bar">
      <Button
        data-decide="a"
        leftSection={<IconCheck size={16} />}
        loading={isBusy && asking === undefined}
        onClick={() => void decide('approve')}
      >
        {approvingWords(detail) ?? DECISION_WORDS.approve.verb}
      </Button>
      <Button
        data-decide="c"
        variant="default"
        leftSection={<IconPencil size={16} />}
        onClick={() => setAsking('request_changes')}
      >
        Ask for changes
      </Button>
      <Button
        data-decide="r"
        variant="default"
        leftSection={<IconX size={16} />}
        onClick={() => setAsking('reject')}
      >
        Reject
      </Button>
      <ReasonDialog
        decision={asking}
        title={detail.title}
        isBusy={isBusy}
        onClose={() => setAsking(undefined)}
        onGiven={(decision, comment) => void decide(decision, comment)}
      />
      {takeBack}
    </Group>
  );
}

/** Whether one has decided oneself in the steps of something that waits on. */
function isOwnSeatDecided({ state, steps }: ApprovalDetail): boolean {
  return state === 'pending_review' && steps.some(({ seats }) => seats.some(({ isYours }) => isYours));
}

function TakeBack(props: { label: string; isBusy: boolean; onPress: () => Promise<void> }): ReactNode {
  return (
    <Button variant="default" loading={props.isBusy} onClick={() => void props.onPress()}>
      {props.label}
    </Button>
  );
}

/** Asks why; the reason goes with the decision to whoever has to do something about it. */
export function ReasonDialog(props: {
  decision: Exclude<Decision, 'approve'> | undefined;
  title: string;
  isBusy: boolean;
  onClose: () => void;
  onGiven: (decision: Exclude<Decision, 'approve'>, comment: string) => void;
}): ReactNode {
  const { decision, title, isBusy, onClose, onGiven } = props;
  const [reason, setReason] = useState('');
  if (decision === undefined) return undefined;
  const { verb } = DECISION_WORDS[decision];
  return (
    <Modal opened onClose={onClose} title={`${verb}: ${title}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (reason.trim() !== '') onGiven(decision, reason.trim());
        }}
      >
        <Stack>
          <Textarea
            label="Why"
            description="Whoever has to do something about it reads this."
            data-autofocus
            autosize
            minRows={3}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                event.currentTarget.form?.requestSubmit();
            }}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" loading={isBusy} disabled={reason.trim() === ''}>
              {verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
