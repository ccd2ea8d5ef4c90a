import { z } from 'zod';
import { operation, pageInput, pageOf } from '#kernel/operation';
import { KNOWLEDGE_STATES } from './enums.ts';

export { KNOWLEDGE_STATES };

const evidence = z.object({
  text: z.string().trim().min(1).max(1_000),
  source: z.string().trim().min(1).max(300).describe('Where it lies or who said it.'),
});

export const knowledge = z.object({
  id: z.string(),
  brandId: z.string(),
  statement: z.string(),
  formerStatements: z.array(z.string()).describe('What it said before people corrected it, oldest first.'),
  evidence: z.array(evidence).describe('What led to it.'),
  confidence: z.number().describe('0 to 1.'),
  state: z.enum(KNOWLEDGE_STATES),
  revision: z.number().int(),
  madeBy: z.string(),
  taskRunId: z.string().nullable().describe('The run of a task that found it.'),
  createdAt: z.date(),
  decidedBy: z.string().nullable().describe('Who confirmed, corrected or forgot it.'),
  decidedAt: z.date().nullable(),
});
export type KnowledgeItem = z.output<typeof knowledge>;

const statement = z.string().trim().min(3).max(500);
const brandId = z.string().max(200).describe('Id, key or name of the brand.');
const reference = {
  id: z.string().max(200),
  revision: z.number().int().min(1).describe('`revision` of the item as you read it.'),
};
const tags = ['Knowledge'];

export const knowledgeContract = {
  list: operation(
    { needs: 'brands.read', effect: 'read' },
    {
      method: 'GET',
      path: '/brands/{brandId}/knowledge',
      summary: 'What has been learnt about a brand',
      tags,
    },
  )
    .input(z.object({ ...pageInput, brandId, state: z.enum(KNOWLEDGE_STATES).optional() }))
    .output(pageOf(knowledge)),
  add: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/brands/{brandId}/knowledge',
      summary: 'Say what is known, with its evidence',
      tags,
    },
  )
    .input(
      z.object({
        brandId,
        statement,
        evidence: z.array(evidence).min(1).max(20),
        confidence: z.number().min(0).max(1).default(0.8),
      }),
    )
    .output(knowledge),
  confirm: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/knowledge/{id}/confirm',
      summary: 'Confirm an item, as it is or corrected',
      tags,
    },
  )
    .input(
      z.object({
        ...reference,
        statement: statement.optional(),
        confidence: z.number().min(0).max(1).optional(),
      }),
    )
    .output(knowledge),
  forget: operation(
    { needs: 'brands.write', effect: 'write' },
    {
      method: 'POST',
      path: '/knowledge/{id}/forget',
      summary: 'Forget an item: nobody reads it any more, and it is not proposed again',
      tags,
    },
  )
    .input(z.object(reference))
    .output(knowledge),
};
