import { Code, Stack, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../../api.ts';
import { formatNumber } from '../../lib/words.ts';
import { useSession } from '../../session.tsx';
import { Figures } from '../../ui/figures.tsx';
import { Section } from '../../ui/section.tsx';
import { EmptyPlace, Shown } from '../../ui/states.tsx';
import { useCampaign } from './use-campaign.ts';
import { PathLink } from '../../ui/path-link.tsx';
import { TableFrame } from '../../ui/table-frame.tsx';

/** How the variants stood each rule. */
export function ChecksTab(): ReactNode {
  const campaign = useCampaign();
  const { workspace } = useSession();
  const summary = useQuery(api.variants.summary.queryOptions({ input: { campaignId: campaign.id } }));
  const linkTo = (verdict: string) => (children: ReactNode) => (
    <PathLink
      to={`/w/${workspace.workspaceId}/campaigns/${campaign.key}/variants`}
      search={{ verdict }}
      className="figure-link"
    >
      {children}
    </PathLink>
  );
  return (
    <Shown query={summary}>
      {({ verdicts, checks }) =>
        checks.length === 0 ? (
          <EmptyPlace title="Nothing checked yet">
            Texts and pictures are checked as they are made.
          </EmptyPlace>
        ) : (
          <Stack gap="xl">
            <Figures
              items={[
                {
                  label: 'Passed at once',
                  value: formatNumber(verdicts.clean),
                  note: 'variants',
                  link: linkTo('clean'),
                },
                {
                  label: 'With a note',
                  value: formatNumber(verdicts.noted),
                  note: 'variants',
                  link: linkTo('noted'),
                },
                {
                  label: 'Repaired',
                  value: formatNumber(verdicts.repaired),
                  note: 'variants, and passed then',
                  link: linkTo('repaired'),
                },
              ]}
            />
            <Section title="By rule" lead="Each text and each picture counts once a rule.">
              <TableFrame label="Checks by rule">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Rule</Table.Th>
                    <Table.Th>Of</Table.Th>
                    <Table.Th ta="right">Passed</Table.Th>
                    <Table.Th ta="right">With a note</Table.Th>
                    <Table.Th ta="right">Failed</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {checks.map((check) => (
                    <Table.Tr key={`${check.of}-${check.rule}`}>
                      <Table.Td>
                        <Code>{check.rule}</Code>
                      </Table.Td>
                      <Table.Td>{check.of}</Table.Td>
                      {[check.pass, check.warn, check.fail].map((count, index) => (
                        <Table.Td key={index} ta="right" data-number>
                          {formatNumber(count)}
                        </Table.Td>
                      ))}
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </TableFrame>
            </Section>
          </Stack>
        )
      }
    </Shown>
  );
}
