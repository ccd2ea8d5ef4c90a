import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { brandDocument, FILE_PLACES, KIT_ORIGINS } from './brand-document.ts';

export {
  type BrandDocument,
  brandDocument,
  COLOUR_NAMES,
  type FilePlace,
  HOUSE_FONTS,
  LARGEST_KIT_FILE,
} from './brand-document.ts';

/** Layouts that a kit can be looked at in: those that need nothing but words. */
export const PREVIEW_LAYOUTS = [
  'hero_picture',
  'split',
  'card',
  'editorial',
  'big_type',
  'story',
  'minimal',
  'diagonal',
  'echo',
] as const;
export const PREVIEW_RATIOS = ['1:1', '4:5', '9:16', '16:9', '1.91:1'] as const;
export const PREVIEW_PALETTES = ['paper', 'tint', 'duo', 'brand', 'second', 'accent'] as const;

export const brandSummary = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  revision: z.number().int(),
  updatedAt: z.date(),
  origin: z
    .enum(KIT_ORIGINS)
    .describe('Where the revision came from: a folder that was imported, or an edit here.'),
  colours: brandDocument.shape.colours,
});
export type BrandSummary = z.output<typeof brandSummary>;

export const brandDetail = brandSummary.extend({
  document: brandDocument.describe('The kit: colours, fonts, voice, words, legal lines.'),
  files: z.record(z.string(), z.string()).describe('Role in the kit to SHA-256.'),
});
export type BrandDetail = z.output<typeof brandDetail>;

export const kitRevision = brandSummary.pick({ revision: true, origin: true }).extend({
  restoredFrom: z
    .number()
    .int()
    .nullable()
    .describe('The revision that this one brought back; null for others.'),
  createdAt: z.date(),
});
export type KitRevision = z.output<typeof kitRevision>;

export const kitRevisionDetail = kitRevision.extend(brandDetail.pick({ document: true, files: true }).shape);
export type KitRevisionDetail = z.output<typeof kitRevisionDetail>;

const id = z.string().max(200).describe('Id, key or name of the brand.');
const revision = z.number().int().min(1).describe('`revision` of the kit that you changed.');
/** In an address; as large as the database counts. */
const revisionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

/** What names a file of a kit, beside the file itself. */
export const fileInput = z.object({
  id,
  revision: z.coerce.number().int().min(1).describe('`revision` of the kit that you saw.'),
  place: z.enum(FILE_PLACES),
  weight: z.coerce.number().int().min(100).max(900).default(400).describe('Of a font, 100 to 900.'),
});

/** The same with the name under which a font goes. */
export const newFileInput = fileInput.extend({
  family: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .optional()
    .describe('Of a font; as the file says where it is left out.'),
});

const words = (max: number): z.ZodOptional<z.ZodString> => z.string().trim().max(max).optional();

export const brandPreview = z.object({
  picture: z.string().describe('A JPEG, base64.'),
  width: z.number().int(),
  height: z.number().int(),
  verdict: z.enum(['passed', 'repaired', 'failed']),
  remarks: z
    .array(z.object({ rule: z.string(), verdict: z.enum(['warn', 'fail']), message: z.string() }))
    .describe('What the checks of the studio find in this picture.'),
  repairs: z.array(z.string()).describe('What the studio changed to make it readable.'),
});
export type BrandPreview = z.output<typeof brandPreview>;

export const brandsContract = {
  list: operation(
    { needs: 'brands.read', effect: 'read' },
    { method: 'GET', path: '/brands', summary: 'List brands', tags: ['Brands'] },
  )
    .input(z.object({ ...pageInput, text: z.string().max(200).optional().describe('Part of key or name.') }))
    .output(pageOf(brandSummary)),
  get: operation(
    { needs: 'brands.read', effect: 'read' },
    { method: 'GET', path: '/brands/{id}', summary: 'One brand with its kit', tags: ['Brands'] },
  )
    .input(z.object({ id }))
    .output(brandDetail),
  create: operation(
    { needs: 'brands.write', effect: 'write' },
    { method: 'POST', path: '/brands', summary: 'Make a brand with a neutral look', tags: ['Brands'] },
  )
    .input(
      z.object({
        name: z.string().trim().min(1).max(120),
        key: z
          .string()
          .max(80)
          .regex(/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/, 'Lower-case letters, digits, - and _ only')
          .optional()
          .describe('Names the brand in briefs and never changes; made of the name where it is left out.'),
      }),
    )
    .output(brandDetail),
  update: operation(
    { needs: 'brands.write', effect: 'write' },
    { method: 'POST', path: '/brands/{id}', summary: 'Change a kit, as you saw it', tags: ['Brands'] },
  )
    .input(z.object({ id, revision, document: brandDocument }))
    .output(brandDetail),
  revisions: operation(
    { needs: 'brands.read', effect: 'read' },
    {
      method: 'GET',
      path: '/brands/{id}/revisions',
      summary: 'Revisions of a kit, newest first',
      tags: ['Brands'],
    },
  )
    .input(
      z.object({
        id,
        limit: pageInput.limit,
        after: revisionNumber.optional().describe('`next` of the page before.'),
      }),
    )
    .output(pageOf(kitRevision)),
  revision: operation(
    { needs: 'brands.read', effect: 'read' },
    {
      method: 'GET',
      path: '/brands/{id}/revisions/{revision}',
      summary: 'A kit as it was at a revision',
      tags: ['Brands'],
    },
  )
    .input(z.object({ id, revision: revisionNumber }))
    .output(kitRevisionDetail),
  restore: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/brands/{id}/revisions/{revision}/restore',
      summary: 'Bring a former revision of a kit back as a new one',
      tags: ['Brands'],
    },
  )
    .input(
      z.object({
        id,
        revision: revisionNumber.describe('The one that comes back.'),
        newest: z.number().int().min(1).describe('The newest revision, as you saw it.'),
      }),
    )
    .output(brandDetail.describe('The new revision; the present one where it says the same already.')),
  removeFile: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/brands/{id}/files/remove',
      summary: 'Take a logo or a font file out of a kit',
      tags: ['Brands'],
    },
  )
    .input(fileInput)
    .output(brandDetail),
  preview: operation(
    { needs: 'brands.read', effect: 'read' },
    {
      method: 'POST',
      path: '/brands/{id}/preview',
      summary: 'A small picture in the look of a kit, or of a draft of it',
      tags: ['Brands'],
    },
  )
    .input(
      z.object({
        id,
        document: brandDocument.optional().describe('The draft; the kit itself where it is left out.'),
        layout: z.enum(PREVIEW_LAYOUTS).default('split'),
        ratio: z.enum(PREVIEW_RATIOS).default('1:1'),
        palette: z.enum(PREVIEW_PALETTES).default('paper'),
        theme: z.enum(['light', 'dark']).default('light'),
        locale: z.string().max(35).optional().describe('The language of the kit where it is left out.'),
        headline: words(120),
        support: words(300),
        cta: words(60),
      }),
    )
    .output(brandPreview),
};
