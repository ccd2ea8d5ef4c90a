import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { TaskDetail } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { ReadableValue } from '../../ui/readable-value.tsx';
import type { RecordSchema } from '../../ui/schema-start.ts';
import { TableFrame } from '../../ui/table-frame.tsx';
import { tellDone } from '../../ui/toast.ts';
import { PRIORITY_SIGNS } from '../../ui/tone.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import {
  changesOf,
  differing,
  DRAFT_WORDS,
  type DraftField,
  draftOf,
  onTopOf,
  type TaskDraft,
} from './task-draft.ts';
import { TaskFields } from './task-fields.tsx';
import { useTask } from './use-task.ts';
import { useTaskForm } from './use-task-form.ts';

/** The form that changes a task. */
export function EditTaskPage(): ReactNode {
  const task = useTask();
  const { can } = useSession();
  return (
    <Page
      title={`Edit ${task.title}`}
      lead="Another title, description or payload makes a new revision, which waits for approval anew. Priority, date, minutes and order change at once."
    >
      {can('tasks.write') ? (
        <EditForm key={task.id} newest={task} />
      ) : (
        <Text>Changing a task needs the permission tasks.write, which your role does not have.</Text>
      )}
    </Page>
  );
}

function EditForm({ newest }: { newest: TaskDetail }): ReactNode {
  const { workspace } = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { data: types } = useSuspenseQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const schema = types.items.find(({ type }) => type === newest.type)?.payload as RecordSchema | undefined;
  const [base, setBase] = useState(newest);
  /** Another one when the draft was replaced, so that fields which hold a text of their own begin anew. */
  const [edition, setEdition] = useState(0);
  const start = draftOf(base);
  const form = useTaskForm(start);
  const { draft } = form;
  const changed = differing(start, draft);
  const isNewer = newest.revision > base.revision;
  const take = (next: TaskDraft): void => {
    setBase(newest);
    if (differing(draft, next).length === 0) return;
    form.setDraft(next);
    setEdition(edition + 1);
  };
  const isDirty = changed.length > 0;
  const isFree = !isDirty && !form.isBusy;
  const latest = useRef(take);
  latest.current = take;
  // While nothing is typed, the form follows what others save.
  useEffect(() => {
    if (isFree && newest !== base) latest.current(draftOf(newest));
  }, [isFree, newest, base]);
  const save = async (): Promise<void> => {
    const kept = await client.tasks.update({
      id: base.id,
      revision: base.revision,
      ...changesOf(start, draft),
    });
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
    tellDone(
      kept.revision > base.revision
        ? `Revision ${kept.revision} is saved. It waits for approval.`
        : 'The change is saved.',
    );
    await navigate({
      to: '/w/$workspace/tasks/$id',
      params: { workspace: workspace.workspaceId, id: base.id },
      ignoreBlocker: true,
    });
  };
  const noticeChange = (code: string): boolean => {
    if (code !== 'tasks.changed') return false;
    void queries.invalidateQueries({ queryKey: api.tasks.get.key() });
    return true;
  };
  return (
    <form
      noValidate
      aria-label="Task"
      onSubmit={(event) => {
        event.preventDefault();
        if (isDirty && !isNewer) void form.send(save, noticeChange);
      }}
    >
      <Stack gap="md" maw={820}>
        <FormFailure failure={form.failure} />
        {isNewer && isDirty ? (
          <Conflict base={start} mine={draft} newest={newest} onTake={take} />
        ) : undefined}
        <TaskFields
          key={edition}
          draft={draft}
          problems={form.problems}
          onChange={form.change}
          onInvalid={form.noteInvalid}
          campaignId={base.campaignId}
          taskId={base.id}
          schema={schema ?? { type: 'object' }}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" component={PathLink} to={`/w/${workspace.workspaceId}/tasks/${base.id}`}>
            Leave it
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={!isDirty || isNewer || form.isInvalid}>
            Save
          </Button>
        </Group>
      </Stack>
      <LeaveGuard what="The task" isDirty={isDirty && !form.isBusy} />
    </form>
  );
}

interface ConflictProps {
  readonly base: TaskDraft;
  readonly mine: TaskDraft;
  readonly newest: TaskDetail;
  readonly onTake: (draft: TaskDraft) => void;
}

/** Somebody else saved the task meanwhile: both versions, and neither is lost. */
function Conflict({ base, mine, newest, onTake }: ConflictProps): ReactNode {
  const theirs = draftOf(newest);
  const own = new Set(differing(base, mine));
  const fields = [...new Set([...differing(base, theirs), ...own])];
  return (
    <Alert color="orange" role="alert" title={`Somebody saved revision ${newest.revision} meanwhile`}>
      <Stack gap="sm">
        <Text size="sm">What you typed is still here. Nothing of either is saved over the other yet.</Text>
        <TableFrame label="Both versions">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Saved by them</Table.Th>
              <Table.Th>Yours</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map((field) => (
              <Table.Tr key={field}>
                <Table.Td>{DRAFT_WORDS[field]}</Table.Td>
                <Table.Td>
                  <FieldValue draft={theirs} field={field} />
                </Table.Td>
                <Table.Td>
                  {own.has(field) ? <FieldValue draft={mine} field={field} /> : 'Not changed'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
        <Group gap="xs">
          <Button size="xs" onClick={() => onTake(onTopOf(base, mine, theirs))}>
            Put mine on top of theirs
          </Button>
          <Button size="xs" variant="default" onClick={() => onTake(theirs)}>
            Take theirs
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

function FieldValue({ draft, field }: { draft: TaskDraft; field: DraftField }): ReactNode {
  return <ReadableValue value={field === 'priority' ? PRIORITY_SIGNS[draft.priority].word : draft[field]} />;
}
