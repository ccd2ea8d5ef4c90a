import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { SOURCE_KINDS } from './enums.ts';

/** Bytes of a file at most. */
export const LARGEST_SOURCE_FILE = 256 * 1024;

export const source = z.object({
  id: z.string(),
  brandId: z.string(),
  about: z.string().describe('Whom it speaks of: the name of a competitor, or `market`.'),
  kind: z.enum(SOURCE_KINDS),
  title: z.string(),
  place: z.string().describe('Address of the page, or name of the file.'),
  hash: z.string().describe('SHA-256 of the text that is kept.'),
  size: z.number().int().describe('Bytes of page or file as they came.'),
  readAt: z.date(),
  addedBy: z.string(),
  createdAt: z.date(),
});
export type Source = z.output<typeof source>;

const sourceWithText = source.extend({ text: z.string().describe('What is kept of it, as plain text.') });
export type SourceWithText = z.output<typeof sourceWithText>;

const about = z.string().trim().min(1).max(80).describe('The name of a competitor, or `market`.');
const brandId = z.string().max(200).describe('Id, key or name of the brand.');
const reference = z.object({ id: z.string().max(200) });
const tags = ['Sources'];

/** What comes with the upload of a file. */
export const newFileSource = z.object({ brandId, about });

export const sourcesContract = {
  list: operation(
    { needs: 'brands.read', effect: 'read' },
    {
      method: 'GET',
      path: '/brands/{brandId}/sources',
      summary: 'Pages and files about competitors and the market, newest first',
      tags,
    },
  )
    .input(z.object({ ...pageInput, brandId, about: about.optional() }))
    .output(pageOf(source)),
  get: operation(
    { needs: 'brands.read', effect: 'read' },
    { method: 'GET', path: '/sources/{id}', summary: 'One source with the text that is kept of it', tags },
  )
    .input(reference)
    .output(sourceWithText),
  addPage: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/brands/{brandId}/sources',
      summary: 'Read a public page once and keep its text (AICMO_FETCH_PAGES)',
      tags,
    },
  )
    .input(z.object({ brandId, about, address: z.string().trim().min(1).max(2_000) }))
    .output(source),
  readAgain: operation(
    { needs: 'brands.write', effect: 'write' },
    { method: 'POST', path: '/sources/{id}/read', summary: 'Read a page again', tags },
  )
    .input(reference)
    .output(source),
  remove: operation(
    { needs: 'brands.write', effect: 'write' },
    { method: 'DELETE', path: '/sources/{id}', summary: 'Remove a source with its text', tags },
  )
    .input(reference)
    .output(source),
};
