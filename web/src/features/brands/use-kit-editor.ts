import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { toAicmoError } from '#client/client';
import {
  type BrandDetail,
  type BrandDocument,
  brandDocument,
  type FilePlace,
} from '#modules/brands/contract';
import { api, client, uploadBrandFile } from '../../api.ts';
import { tellDone, tellFailed } from '../../ui/toast.ts';
import { isSame, mergeOnTop, openProblems, problemAt, type Problems, problemsOf, tidy } from './draft.ts';
import type { FileRef, KitEditing } from './kit-context.ts';

/** What the editor of a kit knows and does. */
export interface KitEditor extends Omit<KitEditing, 'isReadOnly'> {
  readonly isDirty: boolean;
  readonly isSaving: boolean;
  readonly problems: Problems;
  /** Another one for each time that saving was refused. */
  readonly refusal: object | undefined;
  /** The kit as others saved it while one was typing. */
  readonly theirs: BrandDetail | undefined;
  readonly save: () => Promise<void>;
  readonly discard: () => void;
  /** Goes on from theirs, with or without one's own changes on top. */
  readonly takeTheirs: (withMine: boolean) => void;
}

const NO_PROBLEMS: Problems = {};

/** The draft of a kit. A newer revision is taken over while nothing is typed; else it waits for a decision. */
export function useKitEditor(newest: BrandDetail): KitEditor {
  const queries = useQueryClient();
  const [base, setBase] = useState(newest);
  const [draft, setDraft] = useState<BrandDocument>(newest.document);
  const [refusal, setRefusal] = useState<{ document: BrandDocument; problems: Problems }>();
  const [isSaving, setSaving] = useState(false);
  const [busyPlace, setBusyPlace] = useState<FilePlace>();
  const isDirty = useMemo(() => !isSame(tidy(draft), tidy(base.document)), [draft, base]);
  const problems = useMemo(
    () => (refusal === undefined ? NO_PROBLEMS : openProblems(refusal, draft)),
    [refusal, draft],
  );
  const isNewer = newest.revision > base.revision;

  const begin = (kit: BrandDetail, document: BrandDocument): void => {
    setBase(kit);
    setDraft(document);
    setRefusal(undefined);
  };
  useEffect(() => {
    if (isNewer && !isDirty && !isSaving && busyPlace === undefined) begin(newest, newest.document);
  }, [newest, isNewer, isDirty, isSaving, busyPlace]);

  /** Keeps a revision that came of one's own doing; `next` makes the draft, as it is by then, go on from it. */
  const keep = (kit: BrandDetail, next: (current: BrandDocument) => BrandDocument): void => {
    setBase(kit);
    setDraft(next);
    setRefusal(undefined);
    for (const id of [kit.key, kit.id]) queries.setQueryData(api.brands.get.queryKey({ input: { id } }), kit);
    void queries.invalidateQueries({ queryKey: api.brands.list.key() });
    // Another logo may have come under the same name.
    void queries.invalidateQueries({ queryKey: api.brands.preview.key() });
    void queries.invalidateQueries({ queryKey: api.audit.key() });
  };
  const refused = async (error: unknown, title: string): Promise<void> => {
    const { code, details } = toAicmoError(error);
    const found = problemsOf(details);
    if (code === 'brands.changed') {
      await queries.invalidateQueries({ queryKey: api.brands.get.key() });
      // Where something is typed, the form says it in place.
      if (!isDirty) tellFailed(title, error);
    } else if (Object.keys(found).length > 0) setRefusal({ document: draft, problems: found });
    else if (code === 'brands.name_taken')
      setRefusal({ document: draft, problems: { name: toAicmoError(error).detail } });
    else tellFailed(title, error);
  };
  const save = async (): Promise<void> => {
    if (!isDirty || isSaving || isNewer) return;
    const document = tidy(draft);
    const checked = brandDocument.safeParse(document);
    if (!checked.success) {
      const issues = checked.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      setRefusal({ document: draft, problems: problemsOf({ issues }) });
      return;
    }
    setSaving(true);
    try {
      const kept = await client.brands.update({ id: base.id, revision: base.revision, document });
      keep(kept, (current) => mergeOnTop(document, tidy(current), kept.document));
      tellDone(`Revision ${kept.revision} is saved.`);
    } catch (error) {
      await refused(error, 'The kit was not saved');
    } finally {
      setSaving(false);
    }
  };
  const changeFile = async (place: FilePlace, act: () => Promise<BrandDetail>): Promise<void> => {
    setBusyPlace(place);
    try {
      const kept = await act();
      keep(kept, (current) => withFilesOf(current, kept.document, place));
    } catch (error) {
      await refused(error, 'The files are as they were');
    } finally {
      setBusyPlace(undefined);
    }
  };
  const at = (ref: FileRef): FileRef & { id: string; revision: number } => ({
    ...ref,
    id: base.id,
    revision: base.revision,
  });

  return {
    draft,
    base,
    problems,
    refusal,
    isDirty,
    isSaving,
    busyPlace,
    theirs: isNewer && isDirty ? newest : undefined,
    problemAt: (path) => problemAt(problems, path),
    set: (part) => setDraft((before) => ({ ...before, ...part })),
    save,
    discard: () => begin(newest, newest.document),
    takeTheirs: (withMine) =>
      begin(newest, withMine ? mergeOnTop(base.document, draft, newest.document) : newest.document),
    addFile: (ref, file) => changeFile(ref.place, () => uploadBrandFile(at(ref), file)),
    removeFile: (ref) => changeFile(ref.place, () => client.brands.removeFile(at(ref))),
  };
}

/** The draft with the files of a place as they were saved; what is typed elsewhere stays. */
function withFilesOf(draft: BrandDocument, saved: BrandDocument, place: FilePlace): BrandDocument {
  switch (place) {
    case 'logo.onLight':
    case 'logo.onDark':
      return { ...draft, logo: saved.logo };
    case 'fonts.display':
      return { ...draft, fonts: { ...draft.fonts, display: saved.fonts.display } };
    case 'fonts.text':
      return { ...draft, fonts: { ...draft.fonts, text: saved.fonts.text } };
  }
}
