import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import type { BrandDetail, KitRevision, KitRevisionDetail } from '#modules/brands/contract';
import { api, client } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { keysetPages } from '../../ui/list/list-model.ts';
import { MoreButton } from '../../ui/more-button.tsx';
import { RestoreButton } from '../../ui/restore-button.tsx';
import { RevisionTable } from '../../ui/revision-table.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { ChangeDiff } from '../audit/change-diff.tsx';
import { ORIGIN_WORDS } from './brand-words.ts';
import { differingKit, problemsOf } from './draft.ts';
import { ProblemLines } from './problem-lines.tsx';
import { useBrand } from './use-brand.ts';

const route = getRouteApi('/w/$workspace/brands/$brandId/revisions');

/** The revisions of a kit; a former one is compared with the newest and can come back. */
export function RevisionsTab(): ReactNode {
  const brand = useBrand();
  const { revision } = route.useSearch();
  const revisions = useInfiniteQuery(
    api.brands.revisions.infiniteOptions({
      input: (after: string | undefined) => ({ id: brand.id, limit: 50, after }),
      ...keysetPages,
    }),
  );
  return (
    <Stack gap="xl">
      <Section
        title="Revisions"
        lead="Nothing is overwritten: a change is a new revision, and a former one can come back as a new one."
      >
        <Shown query={revisions}>
          {({ pages }) => (
            <KitRevisions
              brand={brand}
              revisions={pages.flatMap(({ items }) => items)}
              isWhole={!revisions.hasNextPage}
            />
          )}
        </Shown>
        <MoreButton query={revisions}>Show older revisions</MoreButton>
      </Section>
      {revision === undefined ? undefined : <Comparison key={revision} brand={brand} revision={revision} />}
    </Stack>
  );
}

function KitRevisions(props: {
  brand: BrandDetail;
  revisions: readonly KitRevision[];
  isWhole: boolean;
}): ReactNode {
  const { brand, revisions } = props;
  const { workspace } = useSession();
  const { revision: chosen } = route.useSearch();
  const oldest = revisions.at(-1)?.revision ?? 1;
  return (
    <>
      <RevisionTable
        rows={revisions.map((found) => ({
          ...found,
          cameFrom:
            found.restoredFrom === null
              ? ORIGIN_WORDS[found.origin]
              : `restored from revision ${found.restoredFrom}`,
          link: {
            to: `/w/${workspace.workspaceId}/brands/${brand.key}/revisions`,
            search: { revision: found.revision },
          },
          isNewest: found.revision === brand.revision,
          isShown: found.revision === chosen,
        }))}
      />
      {props.isWhole && oldest > 1 ? (
        <Text size="sm" c="dimmed">
          Revisions before {oldest} were made before former kits were kept. The history says what they
          changed.
        </Text>
      ) : undefined}
    </>
  );
}

/** What bringing a revision back would change against the newest one. */
function Comparison({ brand, revision }: { brand: BrandDetail; revision: number }): ReactNode {
  const former = useQuery(api.brands.revision.queryOptions({ input: { id: brand.id, revision } }));
  const { can } = useSession();
  if (revision === brand.revision)
    return (
      <Section title={`Revision ${revision}`}>
        <Text>
          This is the newest revision: the kit as it is now. Choose a former one to compare with it.
        </Text>
      </Section>
    );
  return (
    <Shown query={former}>
      {(found) => (
        <Section
          title={`Revision ${revision} against revision ${brand.revision}`}
          lead={sayAgainst(brand, found)}
          actions={
            can('brands.write') && !isSameKit(brand, found) ? (
              <RestoreKit brand={brand} former={found} />
            ) : undefined
          }
        >
          <KitDifference newest={brand} former={found} />
        </Section>
      )}
    </Shown>
  );
}

function isSameKit(newest: BrandDetail, former: KitRevisionDetail): boolean {
  return Object.keys(differingKit(newest, former).after).length === 0;
}

function sayAgainst(newest: BrandDetail, former: KitRevisionDetail): string {
  return isSameKit(newest, former)
    ? `Revision ${newest.revision} says the same: there is nothing to restore.`
    : `What would change in the kit if revision ${former.revision} came back.`;
}

function KitDifference({ newest, former }: { newest: BrandDetail; former: KitRevisionDetail }): ReactNode {
  const changed = useMemo(() => differingKit(newest, former), [newest, former]);
  return (
    <div className="list-frame" tabIndex={0} role="region" aria-label="What would change">
      <ChangeDiff {...changed} heads={[`Revision ${newest.revision}`, `Revision ${former.revision}`]} />
    </div>
  );
}

function RestoreKit({ brand, former }: { brand: BrandDetail; former: KitRevisionDetail }): ReactNode {
  const queries = useQueryClient();
  const { id } = brand;
  const { revision } = former;
  const restore = async (newest: number): Promise<void> => {
    try {
      const kept = await client.brands.restore({ id, revision, newest });
      tellDone(
        kept.revision === newest
          ? `Nothing to restore: revision ${newest} says the same.`
          : `Revision ${kept.revision} is saved: it is revision ${revision} again.`,
      );
    } finally {
      const changed = [api.brands.key(), api.audit.key()];
      await Promise.all(changed.map((queryKey) => queries.invalidateQueries({ queryKey })));
    }
  };
  return (
    <RestoreButton revision={revision} newest={brand} onRestore={restore} refusal={showProblems}>
      {(seen) => (
        <>
          <Text>
            Revision {seen.revision + 1} gets the whole kit of revision {revision}, with its logos and fonts.
            Campaigns that are made from then on look like it; what is made already stays as it is. No
            revision is lost.
          </Text>
          {seen.origin === 'folder' ? (
            <Text size="sm">
              The kit counts as edited then: the folder it was imported from does not change it any more,
              until <code>aicmo brand export</code> has brought the folder up to date.
            </Text>
          ) : undefined}
          <Text fw={600}>What changes against revision {seen.revision}</Text>
          <KitDifference newest={seen} former={former} />
        </>
      )}
    </RestoreButton>
  );
}

function showProblems(details: Readonly<Record<string, unknown>>): ReactNode {
  const problems = problemsOf(details);
  return Object.keys(problems).length === 0 ? undefined : <ProblemLines problems={problems} />;
}
