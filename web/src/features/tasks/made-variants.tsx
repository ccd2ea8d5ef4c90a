import { Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ReactNode, useContext } from 'react';
import { workPictureAddress } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { PathLink } from '../../ui/path-link.tsx';
import type { BlockOf } from './blocks.ts';
import { EvidenceContext } from './facts.tsx';

type Item = BlockOf<'variants'>['items'][number];

/** The variants that the studio made for a task: in every ratio, with the way to the campaign's own where they joined it. */
export function MadeVariants({ items }: { items: readonly Item[] }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
      {items.map((item, index) => (
        <MadeVariant key={index} item={item} />
      ))}
    </SimpleGrid>
  );
}

function MadeVariant({ item }: { item: Item }): ReactNode {
  const { workspace } = useSession();
  const { campaignKey } = useContext(EvidenceContext).of;
  const { title, detail, variant } = item;
  return (
    <Paper withBorder p="sm" component="article" aria-label={title}>
      <Stack gap="xs">
        <Pictures item={item} />
        <Text fw={600} size="sm">
          {title}
        </Text>
        <Text size="sm" c="dimmed">
          {detail}
        </Text>
        {variant === null ? (
          <Text size="sm">Only shown here: a preview adds nothing to the campaign.</Text>
        ) : (
          <PathLink
            to={`/w/${workspace.workspaceId}/campaigns/${campaignKey}/variants`}
            search={{ open: variant.id }}
          >
            {`In the campaign: ${variant.key}`}
          </PathLink>
        )}
      </Stack>
    </Paper>
  );
}

/** All pictures of a variant at one height; each opens whole in a tab of its own. */
function Pictures({ item: { pictures, altText } }: { item: Item }): ReactNode {
  const { runId } = useContext(EvidenceContext).of;
  return (
    <Group gap="xs" align="flex-end" className="made-pictures">
      {pictures.map(({ ratio, sha256, width, height }) => (
        <a
          key={ratio}
          href={workPictureAddress(runId, sha256)}
          target="_blank"
          rel="noreferrer"
          title={`${ratio}, ${width} x ${height}`}
        >
          <img
            src={workPictureAddress(runId, sha256, 640)}
            width={width}
            height={height}
            loading="lazy"
            alt={`${altText} (${ratio})`}
          />
        </a>
      ))}
    </Group>
  );
}
