import '@mantine/schedule/styles.css';
import './calendar.css';
import { Button, Group, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Pause } from '#modules/schedule/contract';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { LoadFailed, Loading } from '../../ui/states.tsx';
import { useBrandNames } from '../settings/use-brand-names.ts';
import { CalendarDesk } from './calendar-desk.tsx';
import { SubscribeButton } from './feed-dialog.tsx';
import { PauseMenu } from './pause-menu.tsx';
import { PauseNotes } from './pause-notes.tsx';
import { PlanDialog } from './plan-dialog.tsx';
import { useCalendarSearch, useClock } from './use-calendar.ts';
import { useCampaignChoice } from './use-campaign-choice.ts';

const DaysDialog = lazy(() => import('./days-dialog.tsx').then((file) => ({ default: file.DaysDialog })));

/** Everything that is planned and done, by time (P06). */
export function CalendarPage(): ReactNode {
  const { search } = useCalendarSearch();
  const { can } = useSession();
  const { campaignId } = search;
  const { clock, brandId, error, refetch } = useClock(campaignId);
  const campaigns = useCampaignChoice(campaignId);
  const brandNames = useBrandNames();
  const [open, setOpen] = useState<'plan' | 'days'>();
  const close = (): void => setOpen(undefined);
  const mayRun = can('tasks.run');
  const nameOf = ({ scope, scopeId }: Pause): string =>
    scope === 'brand' ? brandNames([scopeId]) : campaigns.nameOf(scopeId);
  return (
    <Page
      title="Calendar"
      lead={
        clock === undefined ? undefined : (
          <Text component="span">
            When the work of campaigns is done. Times are those of {clock.timeZone}
            {campaignId === undefined ? '' : ', the zone of this campaign'}.
          </Text>
        )
      }
      actions={
        <Group gap="xs">
          <SubscribeButton />
          {mayRun ? <PauseMenu campaignId={campaignId} campaigns={campaigns} /> : undefined}
          <Button variant="default" onClick={() => setOpen('days')}>
            Days and hours
          </Button>
          {mayRun && clock !== undefined ? <Button onClick={() => setOpen('plan')}>Plan</Button> : undefined}
        </Group>
      }
    >
      <PauseNotes campaignId={campaignId} brandId={brandId} nameOf={nameOf} />
      {error === null ? undefined : <LoadFailed error={error} onRetry={refetch} />}
      {clock !== undefined ? (
        <CalendarDesk
          clock={clock}
          brandId={brandId}
          campaigns={campaigns}
          brandName={(id) => brandNames([id])}
        />
      ) : error === null ? (
        <Loading rows={6} height={96} />
      ) : undefined}
      {open === 'plan' && clock !== undefined ? (
        <PlanDialog
          today={clock.dayOf(new Date())}
          clock={clock}
          campaignId={campaignId}
          campaigns={campaigns}
          onClose={close}
        />
      ) : undefined}
      {open === 'days' ? (
        <Suspense>
          <DaysDialog brandId={brandId} isReadOnly={!mayRun} onClose={close} />
        </Suspense>
      ) : undefined}
    </Page>
  );
}
