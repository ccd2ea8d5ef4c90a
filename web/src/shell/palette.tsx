import { Modal, ScrollArea, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useId, useMemo, useState } from 'react';
import { api } from '../api.ts';
import { NAVIGATION } from '../navigation.ts';
import { useSession } from '../session.tsx';

interface Choice {
  readonly id: string;
  readonly kind: string;
  readonly label: string;
  readonly act: () => void;
}

/** Ctrl/Cmd+K: pages, campaigns, tasks, alerts and actions by a few letters. */
export function Palette({ onClose, onKeys }: { onClose: () => void; onKeys: () => void }): ReactNode {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useChoices(text.trim(), { onKeys });
  const active = Math.min(at, Math.max(0, choices.length - 1));
  const pick = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    onClose();
    choice.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(choices.length - 1, active + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, active - 1));
    else if (event.key === 'Enter') pick(choices[active]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      aria-label="Search or do"
    >
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        placeholder="A page, a campaign, a task, an alert…"
        leftSection={<IconSearch size={17} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-label="Search or do"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={choices.length === 0 ? undefined : `${listId}-${active}`}
        className="palette-field"
      />
      <ScrollArea.Autosize mah="50vh">
        <div id={listId} role="listbox" aria-label="Results" className="palette-list">
          {choices.map((choice, index) => (
            <UnstyledButton
              key={choice.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="palette-choice"
              onClick={() => pick(choice)}
              onMouseEnter={() => setAt(index)}
            >
              <Text span truncate>
                {choice.label}
              </Text>
              <Text span size="xs" c="dimmed">
                {choice.kind}
              </Text>
            </UnstyledButton>
          ))}
        </div>
        {choices.length === 0 ? (
          <Text c="dimmed" p="md" role="status">
            Nothing is called that.
          </Text>
        ) : undefined}
      </ScrollArea.Autosize>
    </Modal>
  );
}

function useChoices(text: string, { onKeys }: { onKeys: () => void }): readonly Choice[] {
  const navigate = useNavigate();
  const { can, workspace } = useSession();
  const base = `/w/${workspace.workspaceId}`;
  const wanted = { text, limit: 8 };
  const campaigns = useQuery(
    api.campaigns.list.queryOptions({ input: wanted, enabled: can('campaigns.read') && text.length > 1 }),
  );
  const tasks = useQuery(
    api.tasks.list.queryOptions({ input: wanted, enabled: can('tasks.read') && text.length > 1 }),
  );
  const alerts = useQuery(
    api.alerts.list.queryOptions({ input: wanted, enabled: can('alerts.read') && text.length > 1 }),
  );
  return useMemo(() => {
    const go = (path: string) => () => void navigate({ to: `${base}${path}` });
    const fits = (label: string): boolean => label.toLowerCase().includes(text.toLowerCase());
    const pages: Choice[] = NAVIGATION.filter((entry) => can(entry.permission) && fits(entry.label)).map(
      (entry) => ({
        id: `page-${entry.route}`,
        kind: 'Page',
        label: entry.label,
        act: go(entry.route),
      }),
    );
    const actions: Choice[] = [
      ...(can('briefs.write')
        ? [{ id: 'new-brief', kind: 'Action', label: 'Write a brief', act: go('/briefs/new') }]
        : []),
      ...(can('tasks.write')
        ? [{ id: 'new-task', kind: 'Action', label: 'Propose a task', act: go('/tasks/new') }]
        : []),
      { id: 'keys', kind: 'Action', label: 'Show the keys', act: onKeys },
    ].filter(({ label }) => fits(label));
    const found = (campaigns.data?.items ?? []).map((item) => ({
      id: item.id,
      kind: 'Campaign',
      label: item.name,
      act: go(`/campaigns/${item.key}`),
    }));
    const work = (tasks.data?.items ?? []).map((item) => ({
      id: item.id,
      kind: `Task of ${item.campaignName}`,
      label: item.title,
      act: go(`/tasks/${item.id}`),
    }));
    const raised = (alerts.data?.items ?? []).map((item) => ({
      id: item.id,
      kind: 'Alert',
      label: item.message,
      act: go(`/alerts/${item.id}`),
    }));
    return text.length > 1 ? [...pages, ...actions, ...found, ...work, ...raised] : [...pages, ...actions];
  }, [text, campaigns.data, tasks.data, alerts.data, base, can, navigate, onKeys]);
}
