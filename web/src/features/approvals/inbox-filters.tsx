import { Group, SegmentedControl, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Approval } from '#modules/approvals/contract';
import { APPROVAL_STATES, type SUBJECT_TYPES } from '#modules/approvals/enums';
import { api } from '../../api.ts';
import { APPROVAL_SIGNS } from '../../ui/tone.ts';

interface Search {
  readonly state?: Approval['state'] | undefined;
  readonly subjectType?: (typeof SUBJECT_TYPES)[number] | undefined;
  readonly campaignId?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly open?: string | undefined;
}

/** What the inbox shows: whose turn, state, kind, campaign. All of it stands in the address. */
export function InboxFilters(props: {
  search: Search;
  state: Approval['state'];
  /** Whether only what the person may decide now is shown; undefined where that is no question. */
  mine: boolean | undefined;
  counts: Readonly<Record<Approval['state'], number>> | undefined;
  onChange: (next: Partial<Search>) => void;
}): ReactNode {
  const { search, state, mine, counts, onChange } = props;
  const [isChoosing, setChoosing] = useState(false);
  const campaigns = useQuery(
    api.campaigns.list.queryOptions({
      input: { limit: 100 },
      enabled: isChoosing || search.campaignId !== undefined,
    }),
  );
  return (
    <Group gap="xs">
      {mine === undefined ? undefined : (
        <SegmentedControl
          aria-label="Whose turn"
          data={[
            { value: 'mine', label: 'Mine' },
            { value: 'all', label: 'All' },
          ]}
          value={mine ? 'mine' : 'all'}
          onChange={(value) => onChange({ mine: value === 'mine' ? undefined : false, open: undefined })}
        />
      )}
      <Select
        aria-label="State"
        data={APPROVAL_STATES.map((value) => ({
          value,
          label:
            counts === undefined
              ? APPROVAL_SIGNS[value].word
              : `${APPROVAL_SIGNS[value].word} (${counts[value]})`,
        }))}
        value={state}
        allowDeselect={false}
        onChange={(value) => onChange({ state: (value ?? undefined) as Search['state'], open: undefined })}
        w={210}
      />
      <Select
        aria-label="Kind"
        placeholder="Briefs, variants, tasks"
        data={[
          { value: 'brief', label: 'Briefs' },
          { value: 'variant', label: 'Variants' },
          { value: 'task', label: 'Tasks' },
        ]}
        value={search.subjectType ?? null}
        clearable
        clearButtonProps={{ 'aria-label': 'Clear kind' }}
        onChange={(value) => onChange({ subjectType: value ?? undefined, open: undefined })}
        w={190}
      />
      <Select
        aria-label="Campaign"
        placeholder="All campaigns"
        data={(campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={search.campaignId ?? null}
        searchable
        clearable
        onDropdownOpen={() => setChoosing(true)}
        nothingFoundMessage={campaigns.isLoading ? 'Loading' : 'No campaign of this name'}
        clearButtonProps={{ 'aria-label': 'Clear campaign' }}
        onChange={(value) => onChange({ campaignId: value ?? undefined, open: undefined })}
        w={240}
      />
      <Text size="xs" c="dimmed" visibleFrom="md">
        j and k move, x marks, a approves, c asks for changes, r rejects
      </Text>
    </Group>
  );
}
