import { Alert, Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { CalendarRules } from '#modules/schedule/contract';
import { toAicmoError } from '#client/client';
import { api, client } from '../../api.ts';
import { Loading, Shown } from '../../ui/states.tsx';
import { tellDone } from '../../ui/toast.ts';
import { FormFailure } from '../../ui/form-failure.tsx';
import { type DaysDraft, type DaysProblems, draftOf, readDraft, refusalOf } from './days-draft.ts';
import { DaysFields } from './days-fields.tsx';

interface DialogProps {
  /** Of the brand that is looked at; empty for the workspace. */
  readonly brandId: string;
  readonly isReadOnly: boolean;
  readonly onClose: () => void;
}

/** How the days of the workspace, or of a brand, are. */
export function DaysDialog({ brandId, isReadOnly, onClose }: DialogProps): ReactNode {
  const [whose, setWhose] = useState(brandId);
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  const rules = useQuery(api.schedule.rules.queryOptions({ input: { brandId: whose } }));
  return (
    <Modal
      opened
      onClose={onClose}
      title="Days and hours"
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Select
          label="Whose"
          description="A brand without days of its own has those of the workspace."
          data={[
            { value: '', label: 'The workspace' },
            ...(brands.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={whose}
          onChange={(value) => setWhose(value ?? '')}
          allowDeselect={false}
        />
        <Shown query={rules} skeleton={<Loading rows={5} />}>
          {(found) => (
            <DaysForm key={whose} brandId={whose} rules={found} isReadOnly={isReadOnly} onClose={onClose} />
          )}
        </Shown>
      </Stack>
    </Modal>
  );
}

function DaysForm(props: DialogProps & { rules: CalendarRules }): ReactNode {
  const { brandId, rules, isReadOnly, onClose } = props;
  const queries = useQueryClient();
  const [draft, setDraft] = useState<DaysDraft>(() => draftOf(rules));
  const [problems, setProblems] = useState<DaysProblems>({});
  const [failure, setFailure] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const mark = (found: DaysProblems): void => {
    setProblems(found);
    // After the fields have been marked.
    setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const save = async (): Promise<void> => {
    const read = readDraft(draft);
    if ('problems' in read) return mark(read.problems);
    setProblems({});
    setBusy(true);
    setFailure(undefined);
    try {
      await client.schedule.setRules({ brandId, rules: read.rules });
      tellDone('The days are set. What stands in the calendar stays until it is planned anew.');
      await queries.invalidateQueries({ queryKey: api.schedule.key() });
      onClose();
    } catch (error) {
      const refused = refusalOf(toAicmoError(error).details);
      if (Object.keys(refused).length === 0) setFailure(error);
      else mark(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset className="plain-fieldset" disabled={isReadOnly}>
        <Stack>
          <DaysFields
            draft={draft}
            problems={problems}
            onChange={(change) => setDraft({ ...draft, ...change })}
          />
          {draft.maxTasksPerDay === 0 ? (
            <Alert color="orange">With 0 tasks a day nothing is planned.</Alert>
          ) : undefined}
          <FormFailure failure={failure} />
          {isReadOnly ? (
            <Text size="sm" c="dimmed">
              You may read these, not change them.
            </Text>
          ) : (
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Leave it
              </Button>
              <Button type="submit" loading={isBusy}>
                Save
              </Button>
            </Group>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
