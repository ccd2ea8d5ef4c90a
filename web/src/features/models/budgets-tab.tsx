import { Button, Modal, Stack, Table } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { z } from 'zod';
import type { Budget } from '#modules/models/contract';
import { BUDGET_SCOPES } from '#modules/models/enums';
import { api, client } from '../../api.ts';
import { formatMicro, formatNumber, spacedName } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SchemaForm } from '../../ui/schema-form.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';
import { tellDone, tellFailed } from '../../ui/toast.ts';

const budgetForm = z.object({
  scopeKind: z.enum(BUDGET_SCOPES).default('workspace').meta({ title: 'For' }),
  scopeId: z
    .string()
    .max(200)
    .optional()
    .meta({ title: 'Which one', description: 'Its id, or * for each one. Empty for the workspace.' }),
  period: z.enum(['day', 'month', 'total']).default('month').meta({ title: 'Period, in UTC' }),
  measure: z.enum(['cost', 'tokens', 'calls']).default('cost').meta({ title: 'Measure' }),
  limit: z
    .number()
    .min(0)
    .max(999_999_999)
    .meta({ title: 'Limit', description: 'US dollars for cost; otherwise a count.' }),
});

/** Budgets with what is spent and reserved. */
export function BudgetsTab(): ReactNode {
  const { can } = useSession();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const budgets = useQuery(api.models.budgets.queryOptions());
  const change = async (act: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await act();
      await queries.invalidateQueries({ queryKey: api.models.budgets.key() });
      setOpen(false);
      tellDone(done);
    } catch (error) {
      tellFailed('The budgets are as they were', error);
    }
  };
  const set = (given: z.output<typeof budgetForm>): Promise<void> => {
    const { scopeId = '', limit, ...rest } = given;
    const micro = Math.round(limit * (given.measure === 'cost' ? 1_000_000 : 1));
    return change(() => client.models.setBudget({ ...rest, scopeId, limit: micro }), 'The budget is set.');
  };
  const remove = (budget: Budget): Promise<void> =>
    change(() => client.models.removeBudget({ id: budget.id }), 'The budget is removed.');
  const opener = can('llm.manage') ? <Button onClick={() => setOpen(true)}>Set a budget</Button> : undefined;
  return (
    <Section
      title="Budgets"
      lead="A call that would pass a budget is not made. One of the same scope, period and measure is replaced."
      actions={opener}
    >
      <Shown query={budgets}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyPlace title="No budget is set">Models may cost what their calls cost.</EmptyPlace>
          ) : (
            <BudgetTable items={items} onRemove={can('llm.manage') ? remove : undefined} />
          )
        }
      </Shown>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Set a budget"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Stack>
          <SchemaForm
            schema={budgetForm}
            submit="Set the budget"
            onSubmit={set}
            onCancel={() => setOpen(false)}
          />
        </Stack>
      </Modal>
    </Section>
  );
}

interface TableProps {
  readonly items: readonly Budget[];
  readonly onRemove: ((budget: Budget) => Promise<void>) | undefined;
}

function BudgetTable({ items, onRemove }: TableProps): ReactNode {
  return (
    <TableFrame label="Budgets">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>For</Table.Th>
          <Table.Th>Period</Table.Th>
          <Table.Th>Measure</Table.Th>
          <Table.Th ta="right">Spent</Table.Th>
          <Table.Th ta="right">Reserved</Table.Th>
          <Table.Th ta="right">Limit</Table.Th>
          {onRemove === undefined ? undefined : <Table.Th ta="right">Change</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((budget) => (
          <Table.Tr key={budget.id}>
            <Table.Td>{scopeWords(budget)}</Table.Td>
            <Table.Td>{budget.period}</Table.Td>
            <Table.Td>{budget.measure}</Table.Td>
            <Table.Td ta="right">{amount(budget, budget.spent)}</Table.Td>
            <Table.Td ta="right">{amount(budget, budget.reserved)}</Table.Td>
            <Table.Td ta="right">{amount(budget, budget.limit)}</Table.Td>
            {onRemove === undefined ? undefined : (
              <Table.Td ta="right">
                <ConfirmButton
                  label="Remove"
                  title={`Remove the budget for ${scopeWords(budget)}`}
                  confirm="Remove it"
                  isBad
                  button={{ size: 'xs' }}
                  onConfirm={() => onRemove(budget)}
                >
                  Calls are no longer held back by it. What was spent stays on record.
                </ConfirmButton>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function scopeWords({ scopeKind, scopeId }: Budget): string {
  if (scopeKind === 'workspace') return 'the workspace';
  const kind = spacedName(scopeKind);
  return scopeId === '*' ? `each ${kind}` : `${kind} ${scopeId}`;
}

function amount({ measure }: Budget, value: number): string {
  return measure === 'cost' ? formatMicro(value) : formatNumber(value);
}
