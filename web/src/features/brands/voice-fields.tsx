import {
  Button,
  Group,
  SegmentedControl,
  Select,
  Stack,
  TagsInput,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { BrandDocument } from '#modules/brands/contract';
import { Section } from '../../ui/section.tsx';
import { languagesOf } from './draft.ts';
import { useKit } from './kit-context.ts';
import { LANGUAGES, languageName, LONG_CHOICE } from './places.ts';

type Voice = BrandDocument['voice'];

/** How the brand speaks: its tone, and what it says in each language. */
export function VoiceFields(): ReactNode {
  const { draft, isReadOnly, problemAt } = useKit();
  const { voice, setVoice } = useVoice();
  const [added, setAdded] = useState<readonly string[]>([]);
  const [chosen, setChosen] = useState(draft.language);
  const known = languagesOf(draft);
  const languages = [...known.slice(0, -1), ...added.filter((code) => !known.includes(code)), '*'];
  const language = languages.includes(chosen) ? chosen : draft.language;
  const add = (code: string | null): void => {
    if (code === null) return;
    if (!languages.includes(code)) setAdded((before) => [...before, code]);
    setChosen(code);
  };
  return (
    <Section title="Voice" lead="Texts are written in this voice, and checked for the words.">
      <Stack gap="md">
        <TagsInput
          label="Tone"
          description="Adjectives, at most 12. Enter adds one."
          value={voice.tone}
          maxTags={12}
          error={problemAt('voice.tone')}
          readOnly={isReadOnly}
          onChange={(tone) => setVoice({ tone })}
        />
        <Group gap="xs" align="flex-end">
          <SegmentedControl
            aria-label="Language of the voice"
            data={languages.map((code) => ({ value: code, label: languageName(code) ?? code }))}
            value={language}
            onChange={setChosen}
            className="language-choice"
          />
          {isReadOnly ? undefined : (
            <Select
              aria-label="Add a language"
              placeholder="Add a language"
              data={LANGUAGES}
              {...LONG_CHOICE}
              value={null}
              w={200}
              onChange={add}
            />
          )}
        </Group>
        <LanguageFields key={language} language={language} />
      </Stack>
    </Section>
  );
}

function useVoice(): { voice: Voice; setVoice: (part: Partial<Voice>) => void } {
  const { draft, set } = useKit();
  return { voice: draft.voice, setVoice: (part) => set({ voice: { ...draft.voice, ...part } }) };
}

function LanguageFields({ language }: { language: string }): ReactNode {
  const { isReadOnly, problemAt } = useKit();
  const { voice, setVoice } = useVoice();
  const isEvery = language === '*';
  // Words and form of address go by language, whatever the region.
  const isRegion = language.includes('-');
  const name = isEvery ? 'every language' : (languageName(language) ?? language);
  const words = (
    field: 'preferredWords' | 'bannedWords' | 'hashtags',
    label: string,
    description: string,
  ): ReactNode => (
    <TagsInput
      label={`${label} (${name})`}
      description={description}
      value={voice[field][language] ?? []}
      maxTags={200}
      error={problemAt(`voice.${field}.${language}`)}
      readOnly={isReadOnly}
      onChange={(given) => setVoice({ [field]: { ...voice[field], [language]: given } })}
    />
  );
  return (
    <Stack gap="md">
      {isEvery ? undefined : (
        <TextInput
          label={`Tagline (${name})`}
          value={voice.tagline?.[language] ?? ''}
          maxLength={160}
          error={problemAt(`voice.tagline.${language}`)}
          readOnly={isReadOnly}
          onChange={(event) =>
            setVoice({ tagline: { ...voice.tagline, [language]: event.currentTarget.value } })
          }
        />
      )}
      {isRegion ? undefined : <FormalityField language={language} name={name} />}
      {isRegion ? undefined : (
        <>
          {words('preferredWords', 'Words to prefer', 'Texts with them are chosen first.')}
          {words('bannedWords', 'Words that are banned', 'No text with one of them goes out.')}
          {words('hashtags', 'Hashtags', 'Without #.')}
        </>
      )}
      {isEvery ? undefined : <ValuesField language={language} name={name} />}
    </Stack>
  );
}

function FormalityField({ language, name }: { language: string; name: string }): ReactNode {
  const { isReadOnly, problemAt } = useKit();
  const { voice, setVoice } = useVoice();
  const give = (value: string | null): void => {
    const { [language]: _, ...others } = voice.formality;
    setVoice({
      formality: value === 'formal' || value === 'informal' ? { ...others, [language]: value } : others,
    });
  };
  return (
    <Select
      label={`Form of address (${name})`}
      data={[
        {
          value: 'none',
          label: language === '*' ? 'Informal where nothing is said' : 'As in every language',
        },
        { value: 'formal', label: 'Formal' },
        { value: 'informal', label: 'Informal' },
      ]}
      value={voice.formality[language] ?? 'none'}
      allowDeselect={false}
      error={problemAt(`voice.formality.${language}`)}
      readOnly={isReadOnly}
      onChange={give}
    />
  );
}

/** What the brand stands for; the n-th statements of all languages belong together. */
function ValuesField({ language, name }: { language: string; name: string }): ReactNode {
  const { isReadOnly, problemAt } = useKit();
  const { voice, setVoice } = useVoice();
  const { values } = voice;
  const give = (at: number, text: string): void =>
    setVoice({
      values: values.map((value, index) => (index === at ? { ...value, [language]: text } : value)),
    });
  return (
    <Stack gap="xs">
      <Text size="sm" fw={500}>
        Values ({name})
      </Text>
      {values.length === 0 ? (
        <Text size="sm" c="dimmed">
          None yet. One statement each, such as “Every part can be repaired”.
        </Text>
      ) : undefined}
      {values.map((value, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="flex-start">
          <Textarea
            aria-label={`Value ${index + 1} (${name})`}
            autosize
            maxRows={4}
            flex={1}
            maxLength={300}
            value={value[language] ?? ''}
            placeholder={Object.entries(value).find(([code, text]) => code !== language && text !== '')?.[1]}
            error={problemAt(`voice.values[${index}]`)}
            readOnly={isReadOnly}
            onChange={(event) => give(index, event.currentTarget.value)}
          />
          {isReadOnly ? undefined : (
            <Button
              variant="default"
              aria-label={`Remove value ${index + 1} in every language`}
              onClick={() => setVoice({ values: values.filter((_, at) => at !== index) })}
            >
              Remove
            </Button>
          )}
        </Group>
      ))}
      {isReadOnly || values.length >= 20 ? undefined : (
        <Group>
          <Button
            size="xs"
            variant="default"
            onClick={() => setVoice({ values: [...values, { [language]: '' }] })}
          >
            Add a value
          </Button>
        </Group>
      )}
    </Stack>
  );
}
