import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Verification } from '#modules/audit/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { keysetPages } from '../../ui/list/list-model.ts';
import { useSession } from '../../session.tsx';
import { MoreButton } from '../../ui/more-button.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyPlace, NoMatch, Shown } from '../../ui/states.tsx';
import { AuditFilter } from './audit-filter.tsx';
import { AuditTable } from './audit-table.tsx';
import { Found } from './verification.tsx';

const route = getRouteApi('/w/$workspace/audit');

/** Everything that was changed here, by whom, in a chain that shows when it was tampered with. */
export function AuditPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { workspace } = useSession();
  const [found, setFound] = useState<Verification>();
  const [isBusy, setBusy] = useState(false);
  const entries = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, after, ...search }),
      ...keysetPages,
    }),
  );
  const verify = async (): Promise<void> => {
    setBusy(true);
    setFound(await attempt(() => client.audit.verify({}), { failed: 'The chain could not be followed' }));
    setBusy(false);
  };
  return (
    <Page
      title="Audit"
      lead="Who changed what. Each entry holds the hash of the one before, so a change afterwards is found."
      actions={
        <>
          {/* A link, so that a chain of any length goes from the server to the disk and not through the page. */}
          <Button
            variant="default"
            component="a"
            href={`/api/v1/audit/export?workspace=${encodeURIComponent(workspace.workspaceId)}`}
            download
          >
            Export
          </Button>
          <Button loading={isBusy} onClick={() => void verify()}>
            Verify the chain
          </Button>
        </>
      }
    >
      <div aria-live="polite">{found === undefined ? undefined : <Found found={found} />}</div>
      <AuditFilter
        key={JSON.stringify(search)}
        search={search}
        onChange={(next) => void navigate({ search: next })}
      />
      <Shown query={entries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length > 0) return <AuditTable entries={items} />;
          return Object.values(search).some((value) => value !== undefined) ? (
            <NoMatch onClear={() => void navigate({ search: {} })} />
          ) : (
            <EmptyPlace title="Nothing was changed yet">
              Every change to a record of this workspace makes an entry here.
            </EmptyPlace>
          );
        }}
      </Shown>
      <MoreButton query={entries}>Show older entries</MoreButton>
    </Page>
  );
}
