import { z } from 'zod';
import { ACTOR_KINDS } from '#modules/audit/contract';

const text = z.coerce.string().max(200).optional().catch(undefined);
const time = z.iso.datetime({ offset: true }).optional().catch(undefined);

/** The filters of the audit page, as they stand in its address. */
export const auditSearch = z.object({
  actorKind: z.enum(ACTOR_KINDS).optional().catch(undefined),
  action: text,
  subjectType: text,
  subjectId: text,
  from: time,
  until: time,
});
export type AuditSearch = z.output<typeof auditSearch>;
