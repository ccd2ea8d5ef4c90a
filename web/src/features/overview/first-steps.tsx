import './overview.css';
import { Anchor, CloseButton, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';

interface Step {
  readonly label: string;
  readonly isDone: boolean;
  readonly way: ReactNode;
}

/** From an empty workspace to a first result; each step is done when the data says so. */
export function FirstSteps(): ReactNode {
  const { workspace, can } = useSession();
  const { workspaceId } = workspace;
  const [isClosed, setClosed] = useLocalStorage({
    key: `aicmo-first-steps-${workspaceId}`,
    defaultValue: false,
  });
  const isOn = can('briefs.write') && !isClosed;
  const campaigns = useQuery(api.campaigns.counts.queryOptions({ enabled: isOn })).data;
  const approvals = useQuery(api.approvals.counts.queryOptions({ input: {}, enabled: isOn })).data;
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 1 }, enabled: isOn })).data;
  const people = useQuery(
    api.workspaces.members.queryOptions({ input: { limit: 2 }, enabled: isOn && can('people.read') }),
  ).data;
  if (!isOn) return undefined;
  // Its place is held, so that what stands below does not move when it is there.
  if (campaigns === undefined || approvals === undefined || brands === undefined)
    return <Skeleton className="first-steps-place" aria-hidden="true" />;
  const base = `/w/${workspaceId}`;
  const steps: readonly Step[] = [
    {
      label: 'Add a brand kit',
      isDone: brands.items.length > 0,
      way: (
        <Anchor component={PathLink} to={`${base}/brands`} size="sm">
          Make or import one
        </Anchor>
      ),
    },
    {
      label: 'Hand in a brief',
      isDone: campaigns.completed + campaigns.active + campaigns.needsAssets + campaigns.failed > 0,
      way: (
        <Anchor component={PathLink} to={`${base}/briefs/new`} size="sm">
          Write one
        </Anchor>
      ),
    },
    {
      label: 'Decide on a first variant',
      isDone: approvals.approved + approvals.rejected + approvals.changes_requested > 0,
      way: (
        <Anchor component={PathLink} to={`${base}/inbox`} size="sm">
          Open the inbox
        </Anchor>
      ),
    },
    ...(people === undefined
      ? []
      : [
          {
            label: 'Invite somebody',
            isDone: people.items.length > 1,
            way: (
              <Anchor component={PathLink} to={`${base}/settings/people`} size="sm">
                Open people and roles
              </Anchor>
            ),
          },
        ]),
  ];
  const done = steps.filter((step) => step.isDone).length;
  if (done === steps.length) return <Done onSeen={() => setClosed(true)} />;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="first-steps">
      <Group justify="space-between" wrap="nowrap">
        <Title order={2} id="first-steps">
          First steps
        </Title>
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {done} of {steps.length} done
          </Text>
          <CloseButton aria-label="Hide the first steps" onClick={() => setClosed(true)} />
        </Group>
      </Group>
      <Stack component="ol" gap={6} m={0} mt="xs" p={0} className="plain-list">
        {steps.map(({ label, isDone, way }) => (
          <Group key={label} component="li" gap="sm" wrap="nowrap" align="flex-start">
            {isDone ? (
              <IconCircleCheck size={20} className="step-done" aria-label="Done" role="img" />
            ) : (
              <IconCircle size={20} className="step-open" aria-label="Not done yet" role="img" />
            )}
            <div>
              <Text fw={isDone ? 400 : 600} {...(isDone ? { c: 'dimmed' } : {})}>
                {label}
              </Text>
              {isDone ? undefined : (
                <Text size="sm" c="dimmed" component="div">
                  {way}
                </Text>
              )}
            </div>
          </Group>
        ))}
      </Stack>
    </Paper>
  );
}

/** Notes that every step is done, so that their place is not held any more. */
function Done({ onSeen }: { onSeen: () => void }): ReactNode {
  useEffect(onSeen, [onSeen]);
  return undefined;
}
