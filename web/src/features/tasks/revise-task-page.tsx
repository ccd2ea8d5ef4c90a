import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { toAicmoError } from '#client/client';
import type { TaskDetail, TaskRunDetail } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { tellDone } from '../../ui/toast.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { changedTexts, diffTexts, namedPlaces } from './revision-draft.ts';
import { issuesOf } from '../../lib/issues-of.ts';
import { useTask } from './use-task.ts';

/** The form in which a person writes texts of a work product anew. */
export function ReviseTaskPage(): ReactNode {
  const task = useTask();
  const { can } = useSession();
  const run = task.lastRun;
  return (
    <Page
      title={`Revise ${task.title}`}
      lead="Write texts of the work anew. Findings, figures and order stay as the method made them; what was there stays as an earlier run, and tasks that come after read the newest."
    >
      {!can('tasks.write') ? (
        <Text>Revising work needs the permission tasks.write, which your role does not have.</Text>
      ) : task.status === 'COMPLETED' && run !== null && run.editable.length > 0 ? (
        <ReviseForm key={task.id} task={task} newest={run} />
      ) : (
        <Text>Only the work of a task that was done for real can be revised.</Text>
      )}
    </Page>
  );
}

function ReviseForm({ task, newest }: { task: TaskDetail; newest: TaskRunDetail }): ReactNode {
  const { workspace } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [base, setBase] = useState(newest);
  const [written, setWritten] = useState<Readonly<Record<string, string>>>({});
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const home = `/w/${workspace.workspaceId}/tasks/${task.id}`;
  const texts = changedTexts(base.editable, written);
  const isNewer = newest.id !== base.id;
  const isDirty = texts.length > 0;
  const problems: Readonly<Record<string, string>> =
    failure === undefined ? {} : issuesOf(toAicmoError(failure).details);
  const { before, after } = diffTexts(base.editable, texts);
  const save = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await client.tasks.revise({ id: task.id, runId: base.id, texts, comment });
      await queries.invalidateQueries({ queryKey: api.tasks.key() });
      tellDone('The revision is kept.');
      await navigate({ to: home, ignoreBlocker: true });
    } catch (error) {
      setFailure(error);
      await queries.invalidateQueries({ queryKey: api.tasks.get.key() });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      aria-label="Revision"
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && comment.trim() !== '' && !isNewer) void save();
      }}
    >
      <LeaveGuard what="The revision" isDirty={isDirty} />
      <Stack gap="md" maw={820}>
        <FormFailure failure={failure} />
        {isNewer ? (
          <Newer
            newest={newest}
            onTake={() => {
              setBase(newest);
              setFailure(undefined);
            }}
          />
        ) : undefined}
        {namedPlaces(base.editable).map(({ path, name, text, mostCharacters, mustKeep }) => (
          <Textarea
            key={path}
            label={name}
            description={hintOf(mostCharacters, mustKeep)}
            autosize
            minRows={1}
            maxRows={14}
            value={written[path] ?? text}
            error={problems[path]}
            onChange={({ currentTarget }) => {
              const { value } = currentTarget;
              setWritten((others) => ({ ...others, [path]: value }));
            }}
          />
        ))}
        <Section title="What changes">
          <LineDiff before={before} after={after} />
        </Section>
        <Textarea
          label="Why"
          description="It stands with the revision and with each text that you wrote."
          autosize
          maxLength={1_000}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" loading={isBusy} disabled={!isDirty || isNewer || comment.trim() === ''}>
            Keep the revision
          </Button>
          <Button component={PathLink} to={home} variant="default">
            Leave it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Newer({ newest, onTake }: { newest: TaskRunDetail; onTake: () => void }): ReactNode {
  return (
    <Alert color="orange" role="alert" title="There is newer work than you began with">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {newest.madeBy} made it{newest.comment === null ? '' : `: ${newest.comment}`}. What you wrote can go
          on top of it; the texts that you left alone are then theirs.
        </Text>
        <Button size="xs" variant="default" onClick={onTake}>
          Put mine on top of theirs
        </Button>
      </Stack>
    </Alert>
  );
}

function hintOf(most: number, mustKeep: readonly string[]): string {
  const kept =
    mustKeep.length === 0 ? '' : ` It must keep ${mustKeep.map((part) => `“${part}”`).join(', ')}.`;
  return `At most ${most} characters.${kept}`;
}
