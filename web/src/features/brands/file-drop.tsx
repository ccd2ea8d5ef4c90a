import { Button, FileButton, VisuallyHidden } from '@mantine/core';
import { type DragEvent, type ReactNode, useState } from 'react';
import { LARGEST_KIT_FILE } from '#modules/brands/contract';
import { tellFailed } from '../../ui/toast.ts';
import { type FileRef, useKit } from './kit-context.ts';

interface FileDropProps {
  readonly at: FileRef;
  /** Says to screen readers what the file is for: `logo for light grounds`. */
  readonly label: string;
  readonly text: string;
  readonly accept: string;
  readonly children?: ReactNode;
}

/** A place that takes a file by drag and drop, or by its button. It is uploaded at once. */
export function FileDrop({ at, label, text, accept, children }: FileDropProps): ReactNode {
  const { addFile, busyPlace } = useKit();
  const [isOver, setOver] = useState(false);
  const take = (file: File | null | undefined): void => {
    if (file == null || busyPlace !== undefined) return;
    if (file.size > LARGEST_KIT_FILE)
      tellFailed('The file was not taken', new Error('A logo or font is at most 20 MB'));
    else void addFile(at, file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <div
      className="file-place"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
      <FileButton accept={accept} onChange={take} inputProps={{ 'aria-label': `${label}, file` }}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            loading={busyPlace === at.place}
            disabled={busyPlace !== undefined && busyPlace !== at.place}
          >
            {text}
            <VisuallyHidden>, {label}</VisuallyHidden>
          </Button>
        )}
      </FileButton>
    </div>
  );
}
