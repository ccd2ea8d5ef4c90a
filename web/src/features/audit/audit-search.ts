import * as z from 'zod/mini';
import { ACTOR_KINDS } from '#modules/audit/enums';
import { lenient } from '../../lib/list-search.ts';

const text = lenient(z.coerce.string().check(z.maxLength(200)));
const time = lenient(z.iso.datetime({ offset: true }));

/** The filters of the audit page, as they stand in its address. */
export const auditSearch = z.object({
  actorKind: lenient(z.enum(ACTOR_KINDS)),
  action: text,
  subjectType: text,
  subjectId: text,
  from: time,
  until: time,
});
export type AuditSearch = z.output<typeof auditSearch>;
