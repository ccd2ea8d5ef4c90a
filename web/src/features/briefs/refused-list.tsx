import { Paper, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { keysetPages } from '../../ui/list/list-model.ts';
import { Moment } from '../../ui/moment.tsx';
import { Page } from '../../ui/page.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { BriefTabs } from './brief-list.tsx';
import { ProblemList } from './problem-list.tsx';

/** Briefs that could not be taken, with every problem in its place. */
export function RefusedList(): ReactNode {
  const query = useInfiniteQuery(
    api.briefs.listRejected.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 100, after }),
      ...keysetPages,
    }),
  );
  return (
    <Page title="Refused briefs">
      <BriefTabs />
      <Shown query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyPlace title="No brief is refused">
                A brief that cannot be taken stands here until its file is mended or gone.
              </EmptyPlace>
            );
          return (
            <Stack>
              {items.map((rejection) => (
                <Paper key={rejection.id} withBorder p="md" component="article">
                  <Text fw={600}>{rejection.fileName}</Text>
                  <Text size="sm" c="dimmed" mb="sm">
                    {counted(rejection.problems.length, 'problem')}, <Moment at={rejection.rejectedAt} />
                  </Text>
                  <ProblemList problems={rejection.problems} />
                </Paper>
              ))}
            </Stack>
          );
        }}
      </Shown>
    </Page>
  );
}
