import { Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { AuditTable } from '../audit/audit-table.tsx';
import { useBrand } from './use-brand.ts';
import { MoreButton } from '../../ui/more-button.tsx';

/** Who changed the kit, and what, as the audit chain has it. */
export function HistoryTab(): ReactNode {
  const { can } = useSession();
  return can('audit.read') ? (
    <Section title="History" lead="Every revision of the kit with what it changed, newest first.">
      <Entries />
    </Section>
  ) : (
    <EmptyPlace title="The history is on the audit chain">
      Owners and admins of the workspace may read it. The kit itself shows its present revision.
    </EmptyPlace>
  );
}

function Entries(): ReactNode {
  const brand = useBrand();
  const entries = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, after, subjectType: 'brand', subjectId: brand.id }),
      ...keysetPages,
    }),
  );
  return (
    <Stack gap="sm" align="stretch">
      <Shown query={entries}>
        {({ pages }) => <AuditTable entries={pages.flatMap((page) => page.items)} />}
      </Shown>
      <MoreButton query={entries}>Show older entries</MoreButton>
    </Stack>
  );
}
