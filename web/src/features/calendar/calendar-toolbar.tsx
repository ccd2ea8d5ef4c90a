import { ActionIcon, Button, Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { rangeWords, turnedTo } from './calendar-range.ts';
import type { CalendarSearch, CalendarView } from './calendar-search.ts';
import type { ShownCalendar } from './use-calendar.ts';
import type { CampaignChoice } from './use-campaign-choice.ts';

const VIEWS: readonly { readonly value: CalendarView; readonly label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'day', label: 'Day' },
  { value: 'agenda', label: 'Agenda' },
  { value: 'resources', label: 'Resources' },
];

interface ToolbarProps {
  readonly shown: ShownCalendar;
  readonly search: CalendarSearch;
  readonly setSearch: (change: Partial<CalendarSearch>) => void;
  readonly campaigns: CampaignChoice;
}

/** Which days are shown, how, and of what. */
export function CalendarToolbar({ shown, search, setSearch, campaigns }: ToolbarProps): ReactNode {
  const { view, day } = shown;
  const turn = (by: -1 | 1): void => setSearch({ day: turnedTo(view, day, by) });
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="xs">
        <ActionIcon variant="default" size={34} aria-label="Earlier" onClick={() => turn(-1)}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <Button variant="default" onClick={() => setSearch({ day: undefined })}>
          Today
        </Button>
        <ActionIcon variant="default" size={34} aria-label="Later" onClick={() => turn(1)}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <Text fw={600} role="status" className="calendar-range">
          {rangeWords(view, day)}
        </Text>
      </Group>
      <Group gap="xs">
        <TextInput
          type="date"
          aria-label="Day"
          value={day}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (/^[12]\d{3}-/.test(value)) setSearch({ day: value });
          }}
          w={150}
        />
        <Select
          aria-label="Campaign"
          placeholder="All campaigns"
          data={[...campaigns.options]}
          value={search.campaignId ?? null}
          onChange={(value) => setSearch({ campaignId: value ?? undefined })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'All campaigns' }}
          nothingFoundMessage="No campaign of this name"
          w={200}
        />
        {view === 'resources' ? (
          <Select
            aria-label="Rows"
            data={[
              { value: 'campaign', label: 'By campaign' },
              { value: 'brand', label: 'By brand' },
            ]}
            value={search.rows ?? 'campaign'}
            onChange={(value) => setSearch({ rows: value === 'brand' ? 'brand' : undefined })}
            allowDeselect={false}
            w={150}
          />
        ) : undefined}
        <SegmentedControl
          aria-label="View"
          className="calendar-views"
          data={VIEWS as { value: string; label: string }[]}
          value={view}
          onChange={(value) => setSearch({ view: value === 'month' ? undefined : (value as CalendarView) })}
        />
      </Group>
    </Group>
  );
}
