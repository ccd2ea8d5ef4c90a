import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { PromptVersion } from '#modules/models/contract';
import { api } from '../../api.ts';
import { capitalised, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Page } from '../../ui/page.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import { Section } from '../../ui/section.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { PromptForm } from './prompt-form.tsx';
import { PromptPlaces } from './prompt-places.tsx';
import { PromptScores } from './prompt-scores.tsx';
import { PromptVersions } from './prompt-versions.tsx';

const route = getRouteApi('/w/$workspace/models/prompts/$name');
const PARTS = [
  { part: 'system', title: 'System' },
  { part: 'user', title: 'User' },
] as const;

/** A prompt: its versions, what one of them says, how it differs from another one, and how versions scored. */
export function PromptPage(): ReactNode {
  const { name } = route.useParams();
  const { version, against } = route.useSearch();
  const { workspace } = useSession();
  const prompts = useQuery(api.models.prompts.queryOptions({ input: { name } }));
  const versions = prompts.data?.items ?? [];
  const active = versions.find(({ isActive }) => isActive);
  return (
    <Page
      title={`Prompt: ${spacedName(name)}`}
      badge={
        active === undefined ? undefined : <SignBadge tone="good" word={`Version ${active.version} in use`} />
      }
      lead={
        <>
          {versions[0] === undefined ? '' : `${capitalised(spacedName(versions[0].useCase))}. `}
          <PathLink to={`/w/${workspace.workspaceId}/models/prompts`}>All prompts</PathLink>
        </>
      }
      actions={active === undefined ? undefined : <AddVersion base={shownOf(versions, version) ?? active} />}
    >
      <Shown query={prompts}>
        {({ items }) => {
          const shown = shownOf(items, version) ?? items.find(({ isActive }) => isActive) ?? items[0];
          if (shown === undefined)
            return (
              <EmptyPlace title="There is no such prompt">
                Prompts ship with AICMO. The list of all prompts shows their names.
              </EmptyPlace>
            );
          return (
            <Stack gap="xl">
              <PromptVersions versions={items} shown={shown} />
              <Texts
                versions={items}
                shown={shown}
                against={items.find((item) => item.version === against)}
              />
              <PromptPlaces prompt={shown} />
              <PromptScores name={name} />
            </Stack>
          );
        }}
      </Shown>
    </Page>
  );
}

function shownOf(versions: readonly PromptVersion[], version: number | undefined): PromptVersion | undefined {
  return versions.find((found) => found.version === version);
}

interface TextsProps {
  readonly versions: readonly PromptVersion[];
  readonly shown: PromptVersion;
  readonly against: PromptVersion | undefined;
}

function Texts({ versions, shown, against }: TextsProps): ReactNode {
  const navigate = route.useNavigate();
  const others = versions.filter(({ version }) => version !== shown.version);
  return (
    <Section
      title={
        against === undefined
          ? `Version ${shown.version}`
          : `From version ${against.version} to version ${shown.version}`
      }
      lead={shown.note}
      actions={
        others.length === 0 ? undefined : (
          <Select
            aria-label="Compare with"
            placeholder="Compare with"
            clearable
            clearButtonProps={{ 'aria-label': 'Do not compare' }}
            data={others.map(({ version }) => ({ value: String(version), label: `Version ${version}` }))}
            value={against === undefined ? null : String(against.version)}
            onChange={(value) =>
              void navigate({
                search: (before) => ({ ...before, against: value === null ? undefined : Number(value) }),
                replace: true,
              })
            }
          />
        )
      }
    >
      {PARTS.map(({ part, title }) => (
        <Stack key={part} gap="xs">
          <Text fw={600} component="h3" size="sm" m={0}>
            {title}
          </Text>
          {against === undefined ? (
            <pre className="code-block wrapped" tabIndex={0} role="group" aria-label={`${title} text`}>
              {shown[part]}
            </pre>
          ) : (
            <LineDiff before={against[part]} after={shown[part]} label={`${title}, changed lines`} />
          )}
        </Stack>
      ))}
    </Section>
  );
}

/** Opens the form of a new version, which starts from one that is there. */
function AddVersion({ base }: { base: PromptVersion }): ReactNode {
  const { can } = useSession();
  const navigate = route.useNavigate();
  const [isOpen, setOpen] = useState(false);
  if (!can('llm.manage')) return undefined;
  return (
    <Group>
      <Button onClick={() => setOpen(true)}>Add a version</Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`A new version, from version ${base.version}`}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <PromptForm
          base={base}
          onAdded={(added) => {
            setOpen(false);
            void navigate({ search: { version: added.version, against: base.version } });
          }}
          onCancel={() => setOpen(false)}
        />
      </Modal>
    </Group>
  );
}
