import { Alert, SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useDeferredValue, useMemo } from 'react';
import type { Problem } from '#kernel/text-problem';
import { CHANNELS, RATIOS } from '#modules/briefs/enums';
import { api } from '../../api.ts';
import { useSession } from '../../session.tsx';
import { Section } from '../../ui/section.tsx';
import { tellFailed } from '../../ui/toast.ts';
import { type BriefField, type BriefForm as Form, readForm, textIn } from './brief-text.ts';
import { type FormWork, FormWorkContext, isAbout, type Pick, useFormWork } from './form-work.ts';
import { RowsField, WordsField } from './list-fields.tsx';
import { ProblemList } from './problem-list.tsx';
import { PRODUCT_FORM, ProductFields } from './product-fields.tsx';
import { isCollection, parseSource, textOf } from './source-document.ts';
import { TextField } from './text-field.tsx';
import { dayIn, writeDay } from './write-brief.ts';

interface BriefFormProps {
  readonly text: string;
  readonly fileName: string;
  readonly problems: readonly Problem[];
  /** Changes the newest text. */
  readonly onChange: (change: (text: string) => string) => void;
  readonly onGo: (at: number) => void;
  readonly onGoToProblem: (problem: Problem) => void;
}

/** The brief as fields. The text is the truth: the fields read it and write into it. */
export function BriefForm(props: BriefFormProps): ReactNode {
  const { fileName, problems, onChange, onGo } = props;
  const text = useDeferredValue(props.text);
  const form = useMemo(() => formOf(text, fileName), [text, fileName]);
  const change = useCallback<FormWork['change']>(
    (write) => onChange((newest) => changeText(newest, fileName, write)),
    [onChange, fileName],
  );
  const work = useMemo<FormWork | undefined>(
    () => (form === undefined ? undefined : { form, problems, change, go: onGo }),
    [form, problems, change, onGo],
  );
  if (form === undefined) {
    return (
      <Alert color="orange" title="The text cannot be shown as a form">
        It cannot be read as a group of keys yet. The check says where; the form comes back once that is
        mended.
      </Alert>
    );
  }
  const elsewhere = problems.filter((problem) => problem.severity === 'error' && !isShown(form, problem));
  return (
    <FormWorkContext.Provider value={work}>
      <Stack gap="xl">
        {elsewhere.length === 0 ? undefined : <ProblemList problems={elsewhere} onGo={props.onGoToProblem} />}
        <CampaignFields />
        <ProductFields />
        <ReachFields />
        <MessageFields />
      </Stack>
    </FormWorkContext.Provider>
  );
}

/** The text after a change through its form; the same text where it is not a form any more. */
function changeText(text: string, fileName: string, write: (form: Form) => string): string {
  const form = formOf(text, fileName);
  try {
    return form === undefined ? text : write(form);
  } catch (error) {
    tellFailed('The form could not change the text', error);
    return text;
  }
}

function formOf(text: string, fileName: string): Form | undefined {
  const source = parseSource(text, fileName);
  return source === undefined ? undefined : readForm(source);
}

/** Fields of the brief without an input of their own. */
const IN_TEXT: ReadonlySet<BriefField> = new Set(['currency', 'region', 'products', 'schedule']);

/** Whether a field of the form shows the problem. */
function isShown(form: Form, problem: Problem): boolean {
  const { brief, schedule, products } = form;
  const inBrief = [...brief.found.values()].filter(({ name }) => !IN_TEXT.has(name as BriefField));
  const inProducts = products.groups.flatMap(({ found }) =>
    [...found.values()].filter(({ name }) => PRODUCT_FORM.has(name)),
  );
  return (
    [...inBrief, ...(schedule?.found.values() ?? []), ...inProducts].some(({ field }) =>
      isAbout(problem, field),
    ) || products.groups.some(({ field }) => field === problem.field)
  );
}

const BRIEF: { readonly pick: Pick } = { pick: (form) => form.brief };

function CampaignFields(): ReactNode {
  const { can } = useSession();
  const brands = useQuery(
    api.brands.list.queryOptions({ input: { limit: 200 }, enabled: can('brands.read') }),
  );
  return (
    <Section title="Campaign">
      <TextField {...BRIEF} name="name" label="Name" />
      <TextField
        {...BRIEF}
        name="campaignId"
        label="Campaign id"
        description="Lower-case letters, digits, - and _. Without one, the name of the file is used."
        placeholder="quiet-autumn-2026"
      />
      <TextField
        {...BRIEF}
        name="brand"
        label="Brand"
        description="Key or name of a brand kit."
        choices={(brands.data?.items ?? []).map(({ key }) => key)}
      />
      <TextField {...BRIEF} name="targetVariants" label="Variants per product" placeholder="3" />
      <RowsField {...BRIEF} name="requirements" label="Requirements" one="Requirement" />
    </Section>
  );
}

function ReachFields(): ReactNode {
  return (
    <Section title="Where and when">
      <TextField
        {...BRIEF}
        name="language"
        label="Language of the texts"
        description="Without one, that of the first locale."
        placeholder="en"
      />
      <WordsField {...BRIEF} name="locales" label="Locales" placeholder="en-US, de-DE" />
      <WordsField {...BRIEF} name="markets" label="Markets" description="Countries." placeholder="US, DE" />
      <WordsField {...BRIEF} name="channels" label="Channels" choices={CHANNELS} />
      <WordsField {...BRIEF} name="aspectRatios" label="Aspect ratios" choices={RATIOS} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <DayField day="start" label="First day" placeholder="2026-12-01" />
        <DayField day="end" label="Last day" placeholder="2026-12-24" />
      </SimpleGrid>
      <TextField {...BRIEF} name="budget" label="Budget" placeholder="85000 EUR" />
      <RowsField {...BRIEF} name="kpis" label="Goals" one="Goal" />
    </Section>
  );
}

function DayField(props: { day: 'start' | 'end'; label: string; placeholder: string }): ReactNode {
  const { form } = useFormWork();
  const { group, name } = dayIn(form, props.day);
  const schedule = form.brief.found.get('schedule');
  const isElsewhere =
    schedule !== undefined &&
    form.schedule === undefined &&
    (isCollection(schedule.node) || textOf(schedule.node) !== '');
  return (
    <TextField
      pick={(now) => dayIn(now, props.day).group}
      name={name}
      label={props.label}
      placeholder={props.placeholder}
      shown={isElsewhere ? schedule.written : textIn(group, name)}
      write={(now, value) => writeDay(now, props.day, value)}
    />
  );
}

function MessageFields(): ReactNode {
  return (
    <Section title="What it says">
      <TextField {...BRIEF} name="message" label="Message" isLong />
      <TextField {...BRIEF} name="audience" label="Audience" isLong />
      <TextField {...BRIEF} name="occasion" label="Occasion" />
      <TextField {...BRIEF} name="callToAction" label="Call to action" />
      <WordsField {...BRIEF} name="hashtags" label="Hashtags" placeholder="#Northlight" />
    </Section>
  );
}
