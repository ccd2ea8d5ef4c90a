import { Badge, Button, Group, Modal, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Member } from '#modules/workspaces/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { capitalised } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { Section } from '../../ui/section.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { Shown } from '../../ui/states.tsx';
import { Invitations } from './invitations.tsx';
import { RoleForm } from './role-form.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { useBrandNames } from './use-brand-names.ts';
import { MoreButton } from '../../ui/more-button.tsx';

/** Who belongs to the workspace, as what, and who is invited. */
export function PeoplePage(): ReactNode {
  const { can } = useSession();
  const cache = useQueryClient();
  const [isInviting, setInviting] = useState(false);
  const [made, setMade] = useState<{ email: string; link: string }>();
  return (
    <SettingsFrame
      title="People and roles"
      lead="Who works in this workspace, and what they may do."
      actions={
        can('people.manage') ? <Button onClick={() => setInviting(true)}>Invite a person</Button> : undefined
      }
    >
      <Members />
      <Invitations />
      <Modal
        opened={isInviting}
        onClose={() => setInviting(false)}
        title="Invite a person"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <RoleForm
          asksEmail
          submit="Make the invitation"
          onCancel={() => setInviting(false)}
          onSubmit={async (given) => {
            setMade(await client.workspaces.invite(given));
            setInviting(false);
            await cache.invalidateQueries({ queryKey: api.workspaces.invitations.key() });
          }}
        />
      </Modal>
      {made === undefined ? undefined : (
        <ShownOnce
          title="The invitation"
          label="Link of the invitation"
          text={made.link}
          onClose={() => setMade(undefined)}
        >
          Give this link to {made.email} yourself: AICMO sends no mail yet. It is shown here only.
        </ShownOnce>
      )}
    </SettingsFrame>
  );
}

function Members(): ReactNode {
  const people = useInfiniteQuery(
    api.workspaces.members.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, after }),
      ...keysetPages,
    }),
  );
  const { can } = useSession();
  const brandsOf = useBrandNames();
  return (
    <Section title="People">
      <Shown query={people}>
        {({ pages }) => (
          <Table.ScrollContainer minWidth={720}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  {['Name', 'Role', 'Brands', 'Second factor', 'Last seen'].map((head) => (
                    <Table.Th key={head}>{head}</Table.Th>
                  ))}
                  {can('people.manage') ? <Table.Th ta="right">Actions</Table.Th> : undefined}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {pages
                  .flatMap(({ items }) => items)
                  .map((member) => (
                    <MemberRow key={member.personId} member={member} brands={brandsOf(member.brandIds)} />
                  ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Shown>
      <MoreButton query={people}>Show more people</MoreButton>
    </Section>
  );
}

function MemberRow({ member, brands }: { member: Member; brands: string }): ReactNode {
  const { can, user } = useSession();
  const cache = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: api.workspaces.key() });
  return (
    <Table.Tr>
      <Table.Td>
        <Text fw={550}>
          {member.name}
          {member.personId === user.id ? ' (you)' : ''}
        </Text>
        <Text size="sm" c="dimmed">
          {member.email}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color="gray">{capitalised(member.role)}</Badge>
      </Table.Td>
      <Table.Td>{brands}</Table.Td>
      <Table.Td>
        <SignBadge
          tone={member.hasSecondFactor ? 'good' : 'warning'}
          word={member.hasSecondFactor ? 'On' : 'Off'}
        />
      </Table.Td>
      <Table.Td>
        {member.lastSeenAt === null ? 'No open session' : <Moment at={member.lastSeenAt} />}
      </Table.Td>
      {can('people.manage') ? (
        <Table.Td>
          <Group gap="xs" justify="flex-end" wrap="nowrap">
            <Button
              variant="default"
              size="xs"
              onClick={() => setOpen(true)}
              aria-label={`Change the role of ${member.name}`}
            >
              Change
            </Button>
            <ConfirmButton
              label="Remove"
              title={`Remove ${member.name}?`}
              confirm="Remove the person"
              isBad
              button={{ size: 'xs' }}
              onConfirm={() =>
                attempt(
                  async () => {
                    await client.workspaces.removeMember({ id: member.personId });
                    await refresh();
                  },
                  { done: `${member.name} is removed`, failed: 'The person was not removed' },
                )
              }
            >
              It ends for them at once. Their account and what they did stay on record.
            </ConfirmButton>
          </Group>
          <Modal
            opened={isOpen}
            onClose={() => setOpen(false)}
            title={`Role of ${member.name}`}
            closeButtonProps={{ 'aria-label': 'Close' }}
          >
            <RoleForm
              asksEmail={false}
              initial={member}
              submit="Change it"
              onCancel={() => setOpen(false)}
              onSubmit={async ({ role, brandIds }) => {
                await client.workspaces.changeMember({ id: member.personId, role, brandIds });
                setOpen(false);
                await refresh();
              }}
            />
          </Modal>
        </Table.Td>
      ) : undefined}
    </Table.Tr>
  );
}
