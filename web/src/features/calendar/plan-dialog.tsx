import {
  Alert,
  Button,
  Group,
  List,
  Modal,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ProposedPlan } from '#modules/schedule/contract';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import { counted } from '../../lib/words.ts';
import { LoadFailed } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { ProposedList } from './proposed-list.tsx';
import type { CampaignChoice } from './use-campaign-choice.ts';
import { dayAfter, type WallClock } from './wall-clock.ts';

interface PlanProps {
  readonly today: string;
  readonly clock: WallClock;
  readonly campaignId: string | undefined;
  readonly campaigns: CampaignChoice;
  readonly onClose: () => void;
}

/** Four weeks at first. */
const FIRST_DAYS = 27;

/** Shows where approved work would stand, and plans it. */
export function PlanDialog({ today, clock, campaignId, campaigns, onClose }: PlanProps): ReactNode {
  const queries = useQueryClient();
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(dayAfter(today, FIRST_DAYS));
  const [chosen, setChosen] = useState<string | null>(campaignId ?? null);
  const [how, setHow] = useState('preview');
  const [proposed, setProposed] = useState<ProposedPlan>();
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const input = { from, to, campaignId: chosen ?? undefined };
  /** What was shown holds for what was asked only. */
  const change = <Value,>(set: (value: Value) => void) => {
    return (value: Value): void => {
      setProposed(undefined);
      set(value);
    };
  };
  const propose = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      setProposed(await client.schedule.propose(input));
    } catch (error) {
      setFailure(error);
    }
    setBusy(false);
  };
  const apply = async (): Promise<void> => {
    setBusy(true);
    const plan = await attempt(() => client.schedule.apply({ ...input, dryRun: how === 'preview' }), {
      failed: 'Nothing was planned',
    });
    setBusy(false);
    if (plan === undefined) return;
    const left =
      plan.unplaced.length === 0 ? '' : ` ${counted(plan.unplaced.length, 'task')} found no place.`;
    tellDone(`${counted(plan.placements.length, 'task stands', 'tasks stand')} in the calendar.${left}`);
    await Promise.all([
      queries.invalidateQueries({ queryKey: api.schedule.key() }),
      queries.invalidateQueries({ queryKey: api.tasks.key() }),
    ]);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Plan" size="xl" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void propose();
        }}
      >
        <Stack>
          <Text>
            Approved work is spread over the days by hours, limits, dependencies and priority. What a person
            put at a time stays there.
          </Text>
          <Group grow align="flex-start">
            <DayField label="From" value={from} onChange={change(setFrom)} />
            <DayField label="To" value={to} onChange={change(setTo)} />
          </Group>
          <Select
            label="Campaign"
            placeholder="All campaigns"
            data={[...campaigns.options]}
            value={chosen}
            onChange={change(setChosen)}
            searchable
            clearable
            clearButtonProps={{ 'aria-label': 'All campaigns' }}
            nothingFoundMessage="No campaign of this name"
          />
          <SegmentedControl
            aria-label="How"
            data={[
              { value: 'preview', label: 'As previews' },
              { value: 'real', label: 'For good' },
            ]}
            value={how}
            onChange={setHow}
          />
          {failure === undefined ? undefined : <LoadFailed error={failure} />}
          {proposed === undefined ? undefined : <Outcome plan={proposed} clock={clock} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            {proposed === undefined ? (
              <Button type="submit" loading={isBusy} disabled={from === '' || to === ''}>
                Show the plan
              </Button>
            ) : (
              <Button
                loading={isBusy}
                disabled={proposed.placements.length === 0}
                onClick={() => void apply()}
              >
                Plan it
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function DayField(props: { label: string; value: string; onChange: (day: string) => void }): ReactNode {
  return (
    <TextInput
      label={props.label}
      type="date"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function Outcome({ plan, clock }: { plan: ProposedPlan; clock: WallClock }): ReactNode {
  const { placements, unplaced, fixedConflicts, moved } = plan;
  const place = useRef<HTMLDivElement>(null);
  // Its button has gone, so that one reads this first.
  useEffect(() => place.current?.focus(), []);
  return (
    <Stack gap="sm" role="group" aria-label="The plan" tabIndex={-1} ref={place}>
      <Text fw={550}>
        {counted(placements.length, 'task')} would stand in the calendar, {moved} of them at another time than
        now; {unplaced.length} would find no place. Nothing is kept yet.
      </Text>
      <ProposedList placements={placements} timeZone={plan.timeZone} clock={clock} />
      {unplaced.map(({ taskId, title, conflicts, resolutions }) => (
        <Alert key={taskId} color="orange" title={`No place for ${title}`}>
          <Reasons label="In the way" lines={conflicts} />
          <Reasons label="What would help" lines={resolutions} />
        </Alert>
      ))}
      {fixedConflicts.map(({ taskId, title, conflicts }) => (
        <Alert key={taskId} color="orange" title={`Fixed by a person: ${title}`}>
          <Reasons label="It breaks" lines={conflicts} />
        </Alert>
      ))}
    </Stack>
  );
}

function Reasons({ label, lines }: { label: string; lines: readonly string[] }): ReactNode {
  if (lines.length === 0) return undefined;
  return (
    <>
      <Text size="sm" fw={550}>
        {label}
      </Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
    </>
  );
}
