import { createContext, useContext } from 'react';
import type { BrandDetail, BrandDocument, FilePlace } from '#modules/brands/contract';

/** A file of the kit by its place and, for fonts, its weight. */
export interface FileRef {
  readonly place: FilePlace;
  readonly weight: number;
}

/** The kit that is edited, for the fields of its form. */
export interface KitEditing {
  readonly draft: BrandDocument;
  readonly base: BrandDetail;
  readonly isReadOnly: boolean;
  readonly set: (part: Partial<BrandDocument>) => void;
  readonly problemAt: (path: string) => string | undefined;
  /** Uploads a file at once, which makes a revision; what is typed and not saved stays. */
  readonly addFile: (ref: FileRef, file: File) => Promise<void>;
  readonly removeFile: (ref: FileRef) => Promise<void>;
  /** The place whose file is on its way. */
  readonly busyPlace: FilePlace | undefined;
}

export const KitContext = createContext<KitEditing | undefined>(undefined);

/** The kit of the form around. Throws outside of one. */
export function useKit(): KitEditing {
  const kit = useContext(KitContext);
  if (kit === undefined) throw new Error('useKit stands outside of the form of a kit');
  return kit;
}
