import { Button, Group, Menu, Modal, Select, Stack, Text, Textarea } from '@mantine/core';
import { IconPlayerPause } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { PauseScope } from '#modules/schedule/enums';
import { api, client } from '../../api.ts';
import { attempt } from '../../lib/attempt.ts';
import type { CampaignChoice } from './use-campaign-choice.ts';

const SCOPES: Readonly<Record<PauseScope, string>> = {
  workspace: 'Everything',
  brand: 'A brand',
  campaign: 'A campaign',
};

interface MenuProps {
  readonly campaignId: string | undefined;
  readonly campaigns: CampaignChoice;
}

/** Stops what is due from being begun: of everything, a brand or a campaign. */
export function PauseMenu(props: MenuProps): ReactNode {
  const [scope, setScope] = useState<PauseScope>();
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconPlayerPause size={15} />}>
            Pause…
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(SCOPES) as PauseScope[]).map((each) => (
            <Menu.Item key={each} onClick={() => setScope(each)}>
              {SCOPES[each]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {scope === undefined ? undefined : (
        <PauseDialog {...props} scope={scope} onClose={() => setScope(undefined)} />
      )}
    </>
  );
}

function PauseDialog(props: MenuProps & { scope: PauseScope; onClose: () => void }): ReactNode {
  const { scope, campaignId, campaigns, onClose } = props;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [chosen, setChosen] = useState<string | null>(scope === 'campaign' ? (campaignId ?? null) : null);
  const [isBusy, setBusy] = useState(false);
  const isWhole = scope === 'workspace' || chosen !== null;
  const act = async (): Promise<void> => {
    setBusy(true);
    const paused = await attempt(
      () => client.schedule.pause({ scope, scopeId: scope === 'workspace' ? '' : (chosen ?? ''), reason }),
      { failed: 'Nothing was paused' },
    );
    await queries.invalidateQueries({ queryKey: api.schedule.key() });
    setBusy(false);
    if (paused !== undefined) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Pause ${SCOPES[scope].toLowerCase()}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        <Stack>
          <Text>
            Nothing due begins from then on, until somebody resumes it. What is being done already goes on to
            its end.
          </Text>
          <ScopeField scope={scope} campaigns={campaigns} value={chosen} onChange={setChosen} />
          <Textarea
            label="Reason"
            description="Others read it."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={500}
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Leave it
            </Button>
            <Button type="submit" color="red" loading={isBusy} disabled={!isWhole || reason.trim() === ''}>
              Pause
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function ScopeField(props: {
  scope: PauseScope;
  campaigns: CampaignChoice;
  value: string | null;
  onChange: (id: string | null) => void;
}): ReactNode {
  const { scope, campaigns, value, onChange } = props;
  const brands = useQuery({
    ...api.brands.list.queryOptions({ input: { limit: 200 } }),
    enabled: scope === 'brand',
  });
  if (scope === 'workspace') return undefined;
  const data =
    scope === 'campaign'
      ? [...campaigns.options]
      : (brands.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      label={scope === 'campaign' ? 'Campaign' : 'Brand'}
      placeholder="Choose one"
      data={data}
      value={value}
      onChange={onChange}
      searchable
      nothingFoundMessage="Nothing of this name"
    />
  );
}
