import { Code, Group, List, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { directionOf } from '#kernel/local-text';
import type { Variant } from '#modules/creative/contract';
import { pictureAddress } from '../../api.ts';
import { counted } from '../../lib/words.ts';
import { SignBadge } from '../../ui/sign-badge.tsx';
import { VERDICT_SIGNS } from '../../ui/tone.ts';

/** A variant with its text, each of its pictures at full size, and how it stood its checks. */
export function VariantDetail({
  variant,
  isNarrow = false,
}: {
  variant: Variant;
  isNarrow?: boolean;
}): ReactNode {
  const [ratio, setRatio] = useState(variant.renditions[0]?.ratio ?? '');
  const shown = variant.renditions.find((found) => found.ratio === ratio) ?? variant.renditions[0];
  const { copy } = variant;
  const writing = { lang: copy.locale, dir: directionOf(copy.locale) };
  const open = [
    ...variant.checks.map((check) => ({ ...check, at: 'text' })),
    ...variant.renditions.flatMap((found) => found.checks.map((check) => ({ ...check, at: found.ratio }))),
  ].filter(({ verdict }) => verdict !== 'pass');
  const total =
    variant.checks.length + variant.renditions.reduce((sum, found) => sum + found.checks.length, 0);
  return (
    <SimpleGrid cols={isNarrow ? 1 : { base: 1, sm: 2 }}>
      <Stack gap="xs">
        {variant.renditions.length < 2 ? undefined : (
          <SegmentedControl
            size="xs"
            aria-label="Ratio"
            data={variant.renditions.map((found) => found.ratio)}
            value={shown?.ratio ?? ''}
            onChange={setRatio}
          />
        )}
        {shown === undefined ? undefined : (
          <a
            href={pictureAddress(variant.id, shown.ratio)}
            target="_blank"
            rel="noreferrer"
            aria-label={`${shown.ratio} in full size`}
          >
            <img
              className="full-picture"
              src={pictureAddress(variant.id, shown.ratio)}
              width={shown.width}
              height={shown.height}
              alt={copy.altText}
            />
          </a>
        )}
      </Stack>
      <Stack gap="sm">
        <Text fw={620} size="lg" {...writing}>
          {copy.headline}
        </Text>
        <Text className="keep-lines" {...writing}>
          {copy.body}
        </Text>
        {copy.hashtags.length === 0 ? undefined : (
          <Text size="sm" c="dimmed" {...writing}>
            {copy.hashtags.join(' ')}
          </Text>
        )}
        <Text size="sm" c="dimmed">
          {variant.productKey} · {variant.locale} · {variant.channel} · {variant.angle} · {variant.layout} ·{' '}
          {variant.palette} {variant.theme} ·{' '}
          {variant.writer === 'offline'
            ? 'composed from the brief, without a model'
            : `written by ${variant.writer}`}
        </Text>
        <Text size="sm" c="dimmed">
          Rests on{' '}
          {copy.facts.length === 0
            ? 'no fact of the brief'
            : copy.facts.map((fact) => <Code key={fact}>{fact} </Code>)}
        </Text>
        <Text size="sm" fw={600}>
          {counted(total, 'check')}, {open.length === 0 ? 'all passed' : `${open.length} with a note`}
        </Text>
        <List size="sm" spacing={4} listStyleType="none">
          {open.map((check) => (
            <List.Item key={`${check.at}-${check.rule}-${check.place ?? ''}-${check.message}`}>
              <Group gap={6} wrap="nowrap" align="flex-start">
                <SignBadge {...VERDICT_SIGNS[check.verdict]} />
                <span>
                  <Code>{check.rule}</Code> {check.at}
                  {check.place === undefined ? '' : `, ${check.place}`}: {check.message}
                </span>
              </Group>
            </List.Item>
          ))}
          {variant.renditions.flatMap((found) =>
            found.repairs.map((repair) => (
              <List.Item key={`${found.ratio}-${repair.rule}-${repair.step}`}>
                Repaired {found.ratio}: {repair.rule}, {repair.step}
              </List.Item>
            )),
          )}
        </List>
      </Stack>
    </SimpleGrid>
  );
}
