import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useSession } from '../../session.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { LeaveGuard } from '../../ui/leave-guard.tsx';
import { ChangeDiff } from '../audit/change-diff.tsx';
import { differingFields } from './draft.ts';
import { KitContext } from './kit-context.ts';
import { KitPreview } from './kit-preview.tsx';
import { ImageryFields } from './imagery-fields.tsx';
import { LegalFields } from './legal-fields.tsx';
import { LogoFields } from './logo-fields.tsx';
import { LookFields } from './look-fields.tsx';
import { useBrand } from './use-brand.ts';
import { type KitEditor, useKitEditor } from './use-kit-editor.ts';
import { ProblemLines } from './problem-lines.tsx';
import { VoiceFields } from './voice-fields.tsx';
import './brands.css';

/** The kit as a form beside pictures that are drawn with it as one types. */
export function KitTab(): ReactNode {
  const brand = useBrand();
  const { can } = useSession();
  const isReadOnly = !can('brands.write');
  const editor = useKitEditor(brand);
  useSaveKey(isReadOnly ? undefined : editor.save);
  const editing = useMemo(() => ({ ...editor, isReadOnly }), [editor, isReadOnly]);
  return (
    <KitContext value={editing}>
      <div className="kit-columns">
        <form
          aria-label="Kit"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void editor.save();
          }}
        >
          <Stack gap="xl">
            {isReadOnly ? (
              <Text c="dimmed">You may look at this kit. Changing it needs the permission brands.write.</Text>
            ) : undefined}
            <Problems editor={editor} />
            <Conflict editor={editor} />
            <LookFields />
            <LogoFields />
            <VoiceFields />
            <ImageryFields />
            <LegalFields />
            {isReadOnly ? undefined : <SaveBar editor={editor} />}
          </Stack>
        </form>
        <KitPreview />
      </div>
      <LeaveGuard what="The kit" isDirty={editor.isDirty} />
    </KitContext>
  );
}

/** Ctrl/Cmd+S saves, wherever one is on the page. */
function useSaveKey(save: (() => Promise<void>) | undefined): void {
  const newest = useRef(save);
  newest.current = save;
  useEffect(() => {
    const act = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void newest.current?.();
    };
    document.addEventListener('keydown', act);
    return () => document.removeEventListener('keydown', act);
  }, []);
}

function SaveBar({ editor }: { editor: KitEditor }): ReactNode {
  const { isDirty, isSaving, theirs } = editor;
  return (
    <Paper withBorder shadow="sm" p="xs" className="kit-save">
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status" px="xs">
          {isSaving
            ? 'Saving…'
            : isDirty
              ? 'Changes are not saved yet'
              : `Revision ${editor.base.revision} is saved`}
        </Text>
        <Group gap="xs">
          {isDirty ? (
            <ConfirmButton
              label="Discard"
              title="Discard what is not saved"
              confirm="Discard it"
              isBad
              onConfirm={async () => editor.discard()}
            >
              The form shows the kit as it was saved last. What you typed since then is gone.
            </ConfirmButton>
          ) : undefined}
          <Button type="submit" loading={isSaving} disabled={!isDirty || theirs !== undefined}>
            Save
          </Button>
        </Group>
      </Group>
    </Paper>
  );
}

/** What keeps the kit from being saved, in one place; each also stands at its field. */
function Problems({ editor: { problems, refusal } }: { editor: KitEditor }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (refusal !== undefined) place.current?.focus();
  }, [refusal]);
  if (Object.keys(problems).length === 0) return undefined;
  return (
    <Alert ref={place} tabIndex={-1} color="red" title="The kit was not saved" role="alert">
      <ProblemLines problems={problems} />
    </Alert>
  );
}

/** Somebody else saved in the meantime: what they changed, and the ways on. Nothing typed is lost by waiting. */
function Conflict({ editor }: { editor: KitEditor }): ReactNode {
  const { base, theirs } = editor;
  const changed = useMemo(
    () => (theirs === undefined ? undefined : differingFields(base.document, theirs.document)),
    [base, theirs],
  );
  if (theirs === undefined || changed === undefined) return undefined;
  return (
    <Alert color="orange" title={`Somebody saved revision ${theirs.revision} meanwhile`} role="alert">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">
          Yours is not saved, and not lost. This is what they changed since revision {base.revision}, which
          you started from:
        </Text>
        <div className="list-frame" tabIndex={0} role="region" aria-label="What they changed">
          <ChangeDiff {...changed} />
        </div>
        <Group gap="xs">
          <Button onClick={() => editor.takeTheirs(true)}>Put mine on top of theirs</Button>
          <ConfirmButton
            label="Take theirs"
            title="Drop what you typed"
            confirm="Take theirs"
            isBad
            onConfirm={async () => editor.takeTheirs(false)}
          >
            The form shows revision {theirs.revision}. What you typed is gone.
          </ConfirmButton>
        </Group>
      </Stack>
    </Alert>
  );
}
