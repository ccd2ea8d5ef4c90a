import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Verification } from '#modules/audit/contract';
import { failureOf } from '#client/client';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { saveFile } from '../../lib/save-file.ts';
import { keysetPages } from '../../ui/list/list-model.ts';
import { useSession } from '../../session.tsx';
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
  const [isBusy, setBusy] = useState<'verify' | 'export'>();
  const entries = useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 50, after, ...search }),
      ...keysetPages,
    }),
  );
  const during = async (what: 'verify' | 'export', act: () => Promise<unknown>): Promise<void> => {
    setBusy(what);
    await act();
    setBusy(undefined);
  };
  const verify = async (): Promise<void> =>
    setFound(await attempt(() => client.audit.verify({}), { failed: 'The chain could not be followed' }));
  const save = (): Promise<unknown> =>
    attempt(() => exportChain(workspace.workspaceId), { failed: 'The chain was not exported' });
  return (
    <Page
      title="Audit"
      lead="Who changed what. Each entry holds the hash of the one before, so a change afterwards is found."
      actions={
        <>
          <Button variant="default" loading={isBusy === 'export'} onClick={() => void during('export', save)}>
            Export
          </Button>
          <Button loading={isBusy === 'verify'} onClick={() => void during('verify', verify)}>
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
      {entries.hasNextPage ? (
        <Button
          variant="default"
          loading={entries.isFetchingNextPage}
          onClick={() => void entries.fetchNextPage()}
        >
          Show older entries
        </Button>
      ) : undefined}
    </Page>
  );
}

async function exportChain(workspaceId: string): Promise<void> {
  const answer = await fetch('/api/v1/audit/export', { headers: { 'x-aicmo-workspace': workspaceId } });
  if (!answer.ok) throw failureOf(await answer.json().catch(() => null), answer.status);
  saveFile(`audit-${workspaceId}.ndjson`, await answer.text(), 'application/x-ndjson');
}
