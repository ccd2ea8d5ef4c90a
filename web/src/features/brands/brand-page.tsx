import { Code } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../session.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTabs } from '../../ui/record-tabs.tsx';
import { useBrand } from './use-brand.ts';

/** One brand: its kit, and what became of it. */
export function BrandPage(): ReactNode {
  const brand = useBrand();
  const { workspace } = useSession();
  const base = `/w/${workspace.workspaceId}/brands/${brand.key}`;
  return (
    <Page
      title={brand.name}
      lead={
        <>
          <Code>{brand.key}</Code>, revision {brand.revision},{' '}
          {brand.origin === 'folder' ? 'imported from a folder' : 'edited here'}{' '}
          <Moment at={brand.updatedAt} />
        </>
      }
    >
      <RecordTabs
        label={`Parts of ${brand.name}`}
        tabs={[
          { label: 'Kit', to: base },
          { label: 'Learning', to: `${base}/learning` },
          { label: 'Revisions', to: `${base}/revisions` },
          { label: 'Sources', to: `${base}/sources` },
          { label: 'History', to: `${base}/history` },
        ]}
      />
      <Outlet />
    </Page>
  );
}
