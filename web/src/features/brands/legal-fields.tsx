import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Section } from '../../ui/section.tsx';
import { useKit } from './kit-context.ts';
import { LANGUAGES, languageName, LONG_CHOICE, marketName, MARKETS } from './places.ts';

/** The legal line of each market, in each of its languages. */
export function LegalFields(): ReactNode {
  const { draft, set, isReadOnly, problemAt } = useKit();
  const { legalLines } = draft;
  const lines = Object.entries(legalLines).flatMap(([market, texts]) =>
    Object.entries(texts).map(([language, text]) => ({ market, language, text })),
  );
  const give = (market: string, language: string, text: string): void =>
    set({ legalLines: { ...legalLines, [market]: { ...legalLines[market], [language]: text } } });
  const remove = (market: string, language: string): void => {
    const { [language]: _, ...texts } = legalLines[market] ?? {};
    const { [market]: __, ...others } = legalLines;
    set({ legalLines: Object.keys(texts).length === 0 ? others : { ...others, [market]: texts } });
  };
  return (
    <Section title="Legal lines" lead="Set in small type where a market asks for one.">
      <Stack gap="md">
        {lines.length === 0 ? (
          <Text size="sm" c="dimmed">
            None yet.
          </Text>
        ) : undefined}
        {lines.map(({ market, language, text }) => {
          const label = `${marketName(market)}, ${languageName(language) ?? language}`;
          return (
            <Group key={`${market} ${language}`} gap="xs" wrap="nowrap" align="flex-end">
              <Textarea
                label={label}
                autosize
                maxRows={4}
                flex={1}
                maxLength={400}
                value={text}
                error={problemAt(`legalLines.${market}.${language}`)}
                readOnly={isReadOnly}
                onChange={(event) => give(market, language, event.currentTarget.value)}
              />
              {isReadOnly ? undefined : (
                <Button
                  variant="default"
                  aria-label={`Remove the legal line of ${label}`}
                  onClick={() => remove(market, language)}
                >
                  Remove
                </Button>
              )}
            </Group>
          );
        })}
        {isReadOnly ? undefined : (
          <NewLine
            isThere={(market, language) => legalLines[market]?.[language] !== undefined}
            onAdd={(market, language) => give(market, language, '')}
          />
        )}
      </Stack>
    </Section>
  );
}

function NewLine(props: {
  isThere: (market: string, language: string) => boolean;
  onAdd: (market: string, language: string) => void;
}): ReactNode {
  const { draft } = useKit();
  const [market, setMarket] = useState('*');
  const [language, setLanguage] = useState(draft.language);
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label="Market of a new line"
        data={MARKETS}
        {...LONG_CHOICE}
        allowDeselect={false}
        value={market}
        onChange={(value) => setMarket(value ?? '*')}
        w={{ base: '100%', xs: 220 }}
      />
      <Select
        label="Language of a new line"
        data={LANGUAGES}
        {...LONG_CHOICE}
        allowDeselect={false}
        value={language}
        onChange={(value) => setLanguage(value ?? draft.language)}
        w={{ base: '100%', xs: 200 }}
      />
      <Button
        variant="default"
        disabled={props.isThere(market, language)}
        onClick={() => props.onAdd(market, language)}
      >
        Add a line
      </Button>
    </Group>
  );
}
