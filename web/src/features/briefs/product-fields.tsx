import { ActionIcon, Button, Group as Line, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { QUOTE_FIELDS } from '#modules/briefs/enums';
import { Section } from '../../ui/section.tsx';
import {
  type BriefForm,
  type Group,
  isOpen,
  partsIn,
  type ProductField,
  textIn,
  writtenAt,
} from './brief-text.ts';
import { useFormWork, wordsOf } from './form-work.ts';
import { RowsField } from './list-fields.tsx';
import { isCollection, textOf } from './source-document.ts';
import { TextField, useFieldWords, WrittenField } from './text-field.tsx';
import { addProduct, removeProduct, swapProducts, writePart } from './write-brief.ts';

export const PRODUCT_FORM: ReadonlySet<string> = new Set<ProductField>([
  'name',
  'category',
  'description',
  'benefits',
  'features',
  'problems',
  'proofs',
  'quote',
  'price',
  'previousPrice',
  'limit',
  'url',
  'image',
  'targetVariants',
]);

/** The products of the brief, one under the other. */
export function ProductFields(): ReactNode {
  const { form, change } = useFormWork();
  const { products } = form;
  const list = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const focus = useRef<() => HTMLElement | null | undefined>(undefined);
  // Whoever works by keys goes on where the change was.
  useEffect(() => {
    const find = focus.current;
    focus.current = undefined;
    find?.()?.focus();
  }, [form]);
  const add = (): void => {
    focus.current = () => list.current?.lastElementChild?.querySelector('input');
    change(addProduct);
  };
  const move = (from: number, to: number): void => {
    focus.current = () => moveButton(list.current?.children[to], to < from);
    change((now) => swapProducts(now, Math.min(from, to)));
  };
  const remove = (index: number): void => {
    focus.current = () => addButton.current;
    change((now) => removeProduct(now, index));
  };
  return (
    <Section title="Products">
      {products.shape === 'written' ? (
        <WrittenField label="All products" written={products.written} />
      ) : (
        <>
          <Stack gap="sm" ref={list}>
            {products.groups.map((group, index) => (
              <ProductCard
                key={index}
                group={group}
                index={index}
                count={products.groups.length}
                onMove={(to) => move(index, to)}
                onRemove={() => remove(index)}
              />
            ))}
          </Stack>
          <Line>
            <Button ref={addButton} variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
              Add a product
            </Button>
          </Line>
        </>
      )}
    </Section>
  );
}

/** The button that moved a product; at the end of the list, the one that moves it back. */
function moveButton(card: Element | undefined, isUp: boolean): HTMLElement | null | undefined {
  const [one, other] = isUp ? ['up', 'down'] : ['down', 'up'];
  const find = (way: string | undefined) => card?.querySelector<HTMLElement>(`[data-move=${way}]:enabled`);
  return find(one) ?? find(other);
}

interface CardProps {
  readonly group: Group;
  readonly index: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

function ProductCard({ group, index, count, onMove, onRemove }: CardProps): ReactNode {
  const { problems } = useFormWork();
  const id = useId();
  const name = textIn(group, 'name');
  const title = `Product ${index + 1}`;
  const called = name.kind === 'here' && name.value !== '' ? `${title}: ${name.value}` : title;
  return (
    <Paper withBorder p="sm" role="group" aria-labelledby={id}>
      <Stack gap="sm">
        <Line justify="space-between" wrap="nowrap" align="flex-start">
          <Title order={3} size="h5" id={id} miw={0}>
            {called}
          </Title>
          <Line gap={4} wrap="nowrap">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${title} up`}
              disabled={index === 0}
              data-move="up"
              onClick={() => onMove(index - 1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Move ${title} down`}
              disabled={index === count - 1}
              data-move="down"
              onClick={() => onMove(index + 1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${title}`} onClick={onRemove}>
              <IconX size={16} />
            </ActionIcon>
          </Line>
        </Line>
        {isOpen(group) ? (
          <ProductInputs group={group} index={index} />
        ) : (
          <WrittenField
            label={title}
            written={writtenAt(group.node)}
            words={wordsOf(problems.filter(({ field }) => field === group.field))}
          />
        )}
      </Stack>
    </Paper>
  );
}

function ProductInputs({ group, index }: Pick<CardProps, 'group' | 'index'>): ReactNode {
  const { form, problems, go } = useFormWork();
  const at = { pick: (now: typeof form) => now.products.groups[index] };
  const others = [...group.found.values()].filter(({ name }) => !PRODUCT_FORM.has(name));
  const own = wordsOf(problems.filter(({ field }) => field === group.field));
  return (
    <>
      <TextField {...at} name="name" label="Name" ownProblems={own} />
      <TextField {...at} name="category" label="Category" placeholder="smart table lamp" />
      <TextField {...at} name="description" label="Description" isLong />
      <RowsField
        {...at}
        name="benefits"
        label="Benefits"
        one="Benefit"
        description="What it does for people."
      />
      <RowsField {...at} name="features" label="Features" one="Feature" description="What it has or is." />
      <RowsField
        {...at}
        name="problems"
        label="Problems"
        one="Problem"
        description="What it puts an end to."
      />
      <RowsField
        {...at}
        name="proofs"
        label="Proofs"
        one="Proof"
        description="Figures, tests, guarantees, and who says so."
        hasSources
      />
      <QuoteFields group={group} index={index} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextField {...at} name="price" label="Price" placeholder="199.90 EUR" />
        <TextField {...at} name="previousPrice" label="Price before" placeholder="249.90 EUR" />
      </SimpleGrid>
      <TextField
        {...at}
        name="limit"
        label="Limited to"
        description="Why it must be now, and only where it is true."
        placeholder="the first 500 orders"
      />
      <TextField
        {...at}
        name="image"
        label="Picture"
        description="A PNG, JPEG or WebP file in the briefs folder."
        placeholder="assets/lamp.png"
      />
      <TextField {...at} name="url" label="Web address" placeholder="https://example.com/lamp" />
      <TextField {...at} name="targetVariants" label="Variants of this product" />
      {others.length === 0 ? undefined : (
        <Text size="sm" component="div">
          Also in the text:{' '}
          {others.map(({ name, field, written }, n) => (
            <span key={name}>
              {n === 0 ? '' : ', '}
              <button type="button" className="text-button" onClick={() => go(written.at)}>
                {field.slice(group.field.length + 1)}
              </button>
            </span>
          ))}
        </Text>
      )}
    </>
  );
}

/** What somebody said of a product, and who: the brief takes no words without a name. */
function QuoteFields({ group, index }: Pick<CardProps, 'group' | 'index'>): ReactNode {
  const { form } = useFormWork();
  const found = group.found.get('quote');
  const parts = partsIn(group, 'quote', { source: form.source, table: QUOTE_FIELDS });
  const words = useFieldWords(found);
  if (found !== undefined && parts === undefined && (isCollection(found.node) || textOf(found.node) !== ''))
    return <WrittenField label="Quote" written={found.written} words={words} />;
  const part = (name: keyof typeof QUOTE_FIELDS) => ({
    name,
    pick: (now: typeof form) => partsOf(now, index),
    shown: textIn(parts, name),
    write: (now: typeof form, value: string) => {
      const into = now.products.groups[index];
      if (into === undefined) return now.source.text;
      return writePart(now, { group: into, field: 'quote', table: QUOTE_FIELDS }, name, value);
    },
  });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      <TextField {...part('text')} label="Quote" placeholder="I forgot the train." ownProblems={words} />
      <TextField {...part('by')} label="Who said it" placeholder="Ana, commuter" />
    </SimpleGrid>
  );
}

function partsOf(form: BriefForm, index: number): Group | undefined {
  const group = form.products.groups[index];
  return group === undefined
    ? undefined
    : (partsIn(group, 'quote', { source: form.source, table: QUOTE_FIELDS }) ?? group);
}
