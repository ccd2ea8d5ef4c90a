import { Box, Grid, NavLink, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { counted } from '../../lib/words.ts';
import { Page } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { Shown } from '../../ui/states.tsx';
import { type ApiOperation, loadDocument, operationsOf } from './api-document.ts';
import { Connect } from './connect.tsx';
import { OperationView } from './operation-view.tsx';

const route = getRouteApi('/w/$workspace/developers');

/** The reference of the API, made from its own document, with a console; and how assistants are connected. */
export function DevelopersPage(): ReactNode {
  const document = useQuery({ queryKey: ['openapi'], queryFn: loadDocument, staleTime: Infinity });
  return (
    <Page title="Developers" lead="The API of this server, and how programs and assistants use it.">
      <Shown query={document}>{(found) => <Reference byTag={operationsOf(found)} />}</Shown>
      <Connect />
    </Page>
  );
}

function Reference({ byTag }: { byTag: Map<string, ApiOperation[]> }): ReactNode {
  const { op } = route.useSearch();
  const navigate = route.useNavigate();
  const all = [...byTag.values()].flat();
  const open = all.find(({ id }) => id === op) ?? all[0];
  return (
    <Section title="API reference" lead={`${counted(all.length, 'operation')} under /api/v1.`}>
      <Select
        hiddenFrom="md"
        label="Operation"
        searchable
        allowDeselect={false}
        data={[...byTag].map(([group, items]) => ({
          group,
          items: items.map(({ id, summary }) => ({ value: id, label: summary })),
        }))}
        value={open?.id ?? null}
        onChange={(id) => void navigate({ search: { op: id ?? undefined }, resetScroll: false })}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 3 }} visibleFrom="md">
          <OperationList byTag={byTag} open={open?.id} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 9 }}>
          {open === undefined ? undefined : <OperationView operation={open} />}
        </Grid.Col>
      </Grid>
    </Section>
  );
}

function OperationList({
  byTag,
  open,
}: {
  byTag: Map<string, ApiOperation[]>;
  open: string | undefined;
}): ReactNode {
  const [text, setText] = useState('');
  const fits = ({ id, summary, path }: ApiOperation): boolean =>
    `${id} ${summary} ${path}`.toLowerCase().includes(text.toLowerCase());
  const shown = [...byTag]
    .map(([tag, items]) => [tag, items.filter(fits)] as const)
    .filter(([, items]) => items.length > 0);
  return (
    <Box>
      <TextInput
        aria-label="Find an operation"
        placeholder="Find an operation"
        value={text}
        mb="xs"
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Box component="nav" aria-label="Operations" className="operation-list">
        {shown.length === 0 ? <Text c="dimmed">No operation matches.</Text> : undefined}
        {shown.map(([tag, items]) => (
          <Box key={tag} mb="xs">
            <Text size="sm" fw={600} px={10}>
              {tag}
            </Text>
            {items.map(({ id, method, summary }) => (
              <NavLink
                key={id}
                renderRoot={(rest) => <Link {...rest} to="." search={{ op: id }} resetScroll={false} />}
                label={summary}
                description={`${method} ${id}`}
                active={id === open}
                aria-current={id === open ? 'page' : undefined}
                className="shell-link"
              />
            ))}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
