import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { TaskDetail, TaskTypeSummary } from '#modules/tasks/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { type RecordSchema, startOfRecord } from '../../ui/schema-start.ts';
import { tellDone } from '../../ui/toast.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { differing, draftOf, endOfDay } from './task-draft.ts';
import { TaskFields } from './task-fields.tsx';
import { effortWords } from '../../lib/effort-words.ts';
import { useTaskForm } from './use-task-form.ts';

const route = getRouteApi('/w/$workspace/tasks/new');

/** A form that proposes a task: first for which campaign and of which type, then the rest. */
export function NewTaskPage(): ReactNode {
  const { campaignId, type } = route.useSearch();
  const navigate = route.useNavigate();
  const { can } = useSession();
  const { data: types } = useSuspenseQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const campaigns = useQuery(api.campaigns.list.queryOptions({ input: { limit: 100 } }));
  const campaign = useQuery(
    api.campaigns.get.queryOptions({ input: { id: campaignId ?? '' }, enabled: campaignId !== undefined }),
  );
  const listed = (campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const known = campaign.data;
  const choices =
    known === undefined || listed.some(({ value }) => value === known.id)
      ? listed
      : [{ value: known.id, label: known.name }, ...listed];
  const chosen = types.items.find((one) => one.type === type || one.aliases.includes(type ?? ''));
  const choose = (next: { campaignId?: string | undefined; type?: string | undefined }): void =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  if (!can('tasks.write'))
    return (
      <Page title="Propose a task">
        <Text>Proposing a task needs the permission tasks.write, which your role does not have.</Text>
      </Page>
    );
  return (
    <Page title="Propose a task" lead="It waits for approval before anything is done.">
      <Stack gap="lg" maw={820}>
        <Select
          label="Campaign"
          placeholder={campaigns.isPending ? 'Loading' : 'Choose one'}
          data={choices}
          value={known?.id ?? null}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No campaign of this name"
          onChange={(value) => choose({ campaignId: value ?? undefined })}
        />
        <Select
          label="Type"
          placeholder="Choose one"
          description={chosen === undefined ? 'What kind of work it is.' : chosen.purpose}
          data={types.items.map((one) => ({ value: one.type, label: one.title }))}
          value={chosen?.type ?? null}
          searchable
          allowDeselect={false}
          nothingFoundMessage="No type is called that"
          onChange={(value) => choose({ type: value ?? undefined })}
        />
        {known === undefined || chosen === undefined ? undefined : (
          <NewTaskForm
            key={`${known.id} ${chosen.type}`}
            campaign={{ id: known.id, name: known.name }}
            type={chosen}
          />
        )}
      </Stack>
    </Page>
  );
}

function NewTaskForm(props: { campaign: { id: string; name: string }; type: TaskTypeSummary }): ReactNode {
  const { campaign, type } = props;
  const { workspace } = useSession();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const schema = type.payload as RecordSchema;
  const [start] = useState(() =>
    draftOf({
      title: `${type.title}: ${campaign.name}`.slice(0, 200),
      description: type.purpose,
      priority: 'MEDIUM',
      dueAt: null,
      minutes: type.minutes,
      dependsOn: [],
      payload: startOfRecord(schema) as TaskDetail['payload'],
    }),
  );
  const [reason, setReason] = useState('');
  const form = useTaskForm(start);
  const { draft } = form;
  const isDirty = reason !== '' || differing(start, draft).length > 0;
  const propose = async (): Promise<void> => {
    const { title, description, priority, dueDay, minutes, dependsOn, payload } = draft;
    const made = await client.tasks.create({
      campaignId: campaign.id,
      type: type.type,
      ...(title.trim() === '' ? {} : { title }),
      description,
      priority,
      reason,
      payload: payload as TaskDetail['payload'],
      dueAt: endOfDay(dueDay),
      dependsOn: [...dependsOn],
      ...(minutes === '' ? {} : { minutes: Number(minutes) }),
    });
    await queries.invalidateQueries({ queryKey: api.tasks.key() });
    tellDone('It is proposed and waits for approval.');
    await navigate({
      to: '/w/$workspace/tasks/$id',
      params: { workspace: workspace.workspaceId, id: made.id },
      ignoreBlocker: true,
    });
  };
  return (
    <form
      noValidate
      aria-label="Task"
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(propose);
      }}
    >
      <Stack gap="md">
        <FormFailure failure={form.failure} />
        {type.needs.length === 0 ? undefined : (
          <Text size="sm" c="dimmed">
            It needs {type.needs.join(', ')}, and takes about {effortWords(type.minutes)} with its review.
          </Text>
        )}
        <TaskFields
          draft={draft}
          problems={form.problems}
          onChange={form.change}
          onInvalid={form.noteInvalid}
          campaignId={campaign.id}
          schema={schema}
          titleHint={`${type.title}: ${campaign.name}`}
        />
        <Textarea
          label="Why"
          description="Whoever decides about it reads this."
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          error={form.problems['reason']}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button
            variant="default"
            component={PathLink}
            to={`/w/${workspace.workspaceId}/tasks`}
            search={{ campaignId: campaign.id }}
          >
            Leave it
          </Button>
          <Button type="submit" loading={form.isBusy} disabled={form.isInvalid}>
            Propose it
          </Button>
        </Group>
      </Stack>
      <LeaveGuard what="The task" isDirty={isDirty && !form.isBusy} />
    </form>
  );
}
