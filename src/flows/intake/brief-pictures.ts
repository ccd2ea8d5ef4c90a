import { AppError, messageOf } from '#kernel/errors';
import type { Problem } from '#kernel/text-problem';
import type { ParsedBrief } from '#modules/briefs/index';
import { type FileRecord, pictureRecord } from '#platform/files/file-records';
import type { FileStore } from '#platform/files/file-store';
import { readLinkedPicture } from '#platform/files/read-linked-picture';
import type { Picture } from '#studio/model';
import { loadPicture } from '#studio/pictures/load-picture';

const MOST_PICTURE_BYTES = 200_000_000;

/** A picture that a brief links to, decoded and made safe. */
export interface BriefPicture {
  readonly link: string;
  readonly picture: Picture;
}

/** Reads a picture by its link: decoded and made safe, or what is wrong with it. */
export type PictureReader = (link: string) => Promise<Picture | PictureFault>;
type PictureFault = Pick<Problem, 'rule' | 'message' | 'hint'>;

/** Pictures that lie in a folder, as a brief that is handed in links to them. */
export function picturesIn(folder: string): PictureReader {
  return async (link) => {
    const linked = await readLinkedPicture(folder, link);
    if (!linked.ok) return { rule: `image.${linked.reason}`, message: linked.message, hint: linked.hint };
    return decoded(linked.bytes);
  };
}

/** Pictures of a former revision, by the addresses under which they were kept with it. */
export function picturesOf(
  store: FileStore,
  { revision, files }: { revision: number; files: Readonly<Record<string, string>> },
): PictureReader {
  return async (link) => {
    const address = files[link];
    const bytes = address === undefined ? undefined : await readKept(store, address);
    if (address === undefined || bytes === undefined) {
      const message = `The picture ${link} of revision ${revision} is not in the file store as it was kept.`;
      const hint = 'Put the file store back from its backup, or hand the text in again with the picture.';
      return { rule: 'image.not_kept', message, hint };
    }
    const picture = await decoded(bytes);
    // It was made safe when it was kept: encoded once more it would be another picture.
    return 'rule' in picture ? picture : { ...picture, bytes, sha256: address };
  };
}

async function readKept(store: FileStore, address: string): Promise<Buffer | undefined> {
  try {
    return await store.read(address);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}

async function decoded(bytes: Uint8Array): Promise<Picture | PictureFault> {
  try {
    return await loadPicture(bytes);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const hint = 'Save it again as PNG, JPEG or WebP of at most 40 megapixels.';
    return { rule: error.code, message: messageOf(error), hint };
  }
}

/** The pictures that a brief links to, each once, and what is wrong with those that cannot be used. */
export async function readPictures(
  parsed: ParsedBrief,
  readPicture: PictureReader,
): Promise<{ pictures: BriefPicture[]; problems: Problem[] }> {
  const pictures = new Map<string, BriefPicture>();
  const problems: Problem[] = [];
  let bytes = 0;
  for (const [index, product] of parsed.document.products.entries()) {
    const link = product.image;
    if (link === undefined || pictures.has(link)) continue;
    const read = await readPicture(link);
    const field = `products[${index}].image`;
    if ('rule' in read) problems.push(parsed.problemFor(field, { severity: 'error', ...read }));
    else {
      pictures.set(link, { link, picture: read });
      bytes += read.bytes.byteLength;
    }
    if (bytes <= MOST_PICTURE_BYTES) continue;
    const words = {
      rule: 'image.total',
      message: 'The pictures of this brief have more than 200 MB together.',
      hint: 'Use smaller pictures, or split the brief.',
    };
    return {
      pictures: [],
      problems: [...problems, parsed.problemFor(field, { severity: 'error', ...words })],
    };
  }
  return { pictures: [...pictures.values()], problems };
}

/** Keeps a picture in the store; returns what the database is to know of it. */
export async function keepPicture(
  store: FileStore,
  found: BriefPicture,
): Promise<{ link: string; record: FileRecord }> {
  await store.put(found.picture.bytes);
  return { link: found.link, record: pictureRecord(found.picture) };
}
