import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';

export const brandSummary = z.object({
  id: z.string(),
  key: z.string(),
  name: z.string(),
  revision: z.number().int(),
  updatedAt: z.date(),
});
export type BrandSummary = z.output<typeof brandSummary>;

export const brandDetail = brandSummary.extend({
  document: z.record(z.string(), z.unknown()).describe('The kit: colours, fonts, voice, words, legal lines.'),
  files: z.record(z.string(), z.string()).describe('Role in the kit to SHA-256.'),
});
export type BrandDetail = z.output<typeof brandDetail>;

export const brandsContract = {
  list: operation(
    { needs: 'brands.read', effect: 'read' },
    { method: 'GET', path: '/brands', summary: 'List brands', tags: ['Brands'] },
  )
    .input(z.object(pageInput))
    .output(pageOf(brandSummary)),
  get: operation(
    { needs: 'brands.read', effect: 'read' },
    { method: 'GET', path: '/brands/{id}', summary: 'One brand with its kit', tags: ['Brands'] },
  )
    .input(z.object({ id: z.string().max(200).describe('Id, key or name of the brand.') }))
    .output(brandDetail),
};
