import { Alert, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { ReviewItem } from '#modules/approvals/contract';
import { type Decision, REVIEW_VERBS } from './decision-words.ts';
import { languageOf } from './review-words.tsx';

const HELP: Readonly<Record<Decision, { label: string; description: string }>> = {
  approve: { label: 'Anything to add', description: 'You need not say anything.' },
  request_changes: { label: 'What should change', description: 'Whoever changes it reads this.' },
  reject: { label: 'Why', description: 'Whoever made it reads this.' },
};

/** Confirms a decision, and asks why where it is not to approve. */
export function ReviewDialog(props: {
  decision: Decision;
  item: ReviewItem;
  onClose: () => void;
  onGiven: (comment: string) => Promise<void>;
}): ReactNode {
  const { decision, item, onClose, onGiven } = props;
  const [comment, setComment] = useState('');
  const [problem, setProblem] = useState<string>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const send = async (): Promise<void> => {
    const said = comment.trim();
    const isMissing = decision !== 'approve' && said === '';
    setProblem(isMissing ? 'Say it in a few words, so that somebody can do something about it.' : undefined);
    if (isMissing) return;
    setBusy(true);
    setFailure(undefined);
    try {
      await onGiven(said);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <>
          {REVIEW_VERBS[decision].verb}: <bdi {...languageOf(item)}>{item.title}</bdi>
        </>
      }
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Stack>
          {failure === undefined ? undefined : (
            <Alert color="red" role="alert" title="Your decision was not kept">
              {toAicmoError(failure).detail}
            </Alert>
          )}
          <Textarea
            {...HELP[decision]}
            data-autofocus
            autosize
            minRows={3}
            maxLength={2000}
            dir="auto"
            value={comment}
            error={problem}
            onChange={(event) => setComment(event.currentTarget.value)}
          />
          <Text size="sm" c="dimmed">
            You decide once. {item.workspaceName} can open it again if it was a mistake.
          </Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Not yet
            </Button>
            <Button type="submit" loading={isBusy}>
              {REVIEW_VERBS[decision].verb}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
