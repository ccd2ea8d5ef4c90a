import sharp from 'sharp';
import { KEY_SCOPES } from '#kernel/permission';
import { createKey } from '#modules/keys/index';
import { contextFor } from '#flows/index';
import type { Database } from '#platform/db/database';
import { loadConfig } from '#platform/config/config';
import { silentLog } from '#platform/log/log';
import { openHouse } from '#server/house';
import { addTestPerson, setUpOwner } from '#test/sign-in';
import { buildWeb } from '#server/web-role';

export const CAMPAIGNS = 10_000;
const VARIANTS = 200_000;
const ENTRIES = 1_000_000;

export interface LargeHouse {
  readonly url: string;
  /** A key for all that a key may. */
  readonly key: string;
  /** Of an approver who sees one of twenty brands. */
  readonly limitedCookie: string;
}

/** A workspace of 10,000 campaigns, 200,000 variants with approvals and 1,000,000 audit entries, in a home. */
export async function fillLargeHouse(folder: string): Promise<LargeHouse> {
  const config = loadConfig(
    { AICMO_HOME: `${folder}/home`, AICMO_LOG_LEVEL: 'silent', AICMO_RATE_SIGN_IN: 'off' },
    folder,
  );
  const house = await openHouse(config, silentLog());
  try {
    const picture = sharp({ create: { width: 1080, height: 1080, channels: 3, background: '#2b4a9b' } });
    await fill(house.db, await house.files.put(await picture.jpeg().toBuffer()));
    const ctx = contextFor(house, { kind: 'operator', via: 'cli' });
    const { key } = await createKey(ctx, { name: 'bench', scopes: [...KEY_SCOPES] });
    const web = await buildWeb(house);
    await setUpOwner(house, web);
    const limited = { email: 'client@example.com', role: 'approver', brandIds: ['brd_1'] } as const;
    const client = await addTestPerson(house, web, limited);
    await web.close();
    return { url: house.databaseUrl, key, limitedCookie: client.headers.cookie };
  } finally {
    await house.close();
  }
}

/** Writes the rows by plain SQL: the verbs would take an hour for it. */
async function fill(db: Database, picture: string): Promise<void> {
  const run = async (text: string, values: unknown[] = []): Promise<void> =>
    void (await db.pool.query(text, values));
  await run(`insert into brand (workspace_id, id, key, name, revision, content_hash, document)
    select 'ws_default', 'brd_' || n, 'brand-' || n, 'Brand ' || n, 1, 'h', '{}' from generate_series(1, 20) n`);
  await run(
    `insert into campaign (workspace_id, id, key, name, brand_id, revision, status, variant_count, target_variants, cell_count, cells_done, created_at)
     select 'ws_default', 'cmp_' || lpad(n::text, 8, '0'), 'campaign-' || n, 'Campaign ' || n, 'brd_' || (1 + n % 20), 1,
       'completed', 20, 20, 2, 2, now() - n * interval '1 minute' from generate_series(1, $1) n`,
    [CAMPAIGNS],
  );
  await run(
    `insert into brief_revision (workspace_id, id, campaign_id, revision, content_hash, source, text, document, created_at)
     select 'ws_default', 'brf_' || lpad(n::text, 8, '0'), 'cmp_' || lpad(n::text, 8, '0'), 1, 'h', '{"kind":"api","name":"b.yaml"}',
       repeat('brief ', 300), '{"products":[]}', now() from generate_series(1, $1) n`,
    [CAMPAIGNS],
  );
  await run(
    `insert into cell (workspace_id, id, campaign_id, revision, product_key, locale, channel, ratios, target, accepted, near_unique, state)
     select 'ws_default', 'cel_' || c || '_' || n, 'cmp_' || lpad(n::text, 8, '0'), 1, 'p' || c, 'en-US', 'instagram', '{1:1}', 10, 10, 10, 'done'
     from generate_series(1, $1) n, generate_series(1, 2) c`,
    [CAMPAIGNS],
  );
  const copy = {
    angle: 'benefit',
    locale: 'en-US',
    channel: 'instagram',
    headline: 'Turns a full train into a quiet room',
    cta: 'See it',
    body: 'x'.repeat(300),
    hashtags: [],
    altText: 'x',
    facts: [],
    writer: 'offline',
  };
  await run(
    `insert into variant (workspace_id, id, campaign_id, cell_id, revision, ordinal, key, product_key, locale, channel, angle, layout, palette, theme, writer, copy, checks, features, content_hash, created_at)
     select 'ws_default', 'var_' || lpad(n::text, 8, '0') || lpad(o::text, 3, '0'), 'cmp_' || lpad(n::text, 8, '0'), 'cel_' || (1 + o % 2) || '_' || n, 1, o,
       'k' || o, 'p' || (1 + o % 2), 'en-US', 'instagram', 'benefit', 'split', 'night', 'dark', 'offline', $2, '[]', '', 'h', now()
     from generate_series(1, $1) n, generate_series(1, $3) o`,
    [CAMPAIGNS, JSON.stringify(copy), VARIANTS / CAMPAIGNS],
  );
  await run(
    `insert into file (workspace_id, sha256, bytes, media_type) values ('ws_default', $1, 100, 'image/jpeg')`,
    [picture],
  );
  await run(
    `insert into rendition (workspace_id, variant_id, ratio, sha256, width, height, bytes, verdict, checks, repairs)
     select 'ws_default', id, '1:1', $1, 1080, 1080, 100, 'passed', '[]', '[]' from variant`,
    [picture],
  );
  await run(
    `insert into approval (workspace_id, id, subject_type, subject_id, campaign_id, revision, state, made_by, requested_at)
     select 'ws_default', replace(id, 'var_', 'apr_'), 'variant', id, campaign_id, 1, 'pending_review',
       '{"kind":"operator","via":"cli"}', now() from variant`,
  );
  await run(
    `insert into alert (workspace_id, id, type, severity, dedup_key, campaign_id, message, details, state, first_raised_at, last_raised_at)
     select 'ws_default', 'alr_' || lpad(n::text, 8, '0'), 'assets.missing', 'MEDIUM', 'd' || n, 'cmp_' || lpad(n::text, 8, '0'), 'Something is lacking.', '{}', 'open', now(), now()
     from generate_series(1, $1) n`,
    [CAMPAIGNS],
  );
  await run(
    `insert into event (workspace_id, id, type, subject_type, subject_id, actor, payload, at)
     select 'ws_default', 'evt_' || n, 'campaign.status_changed', 'campaign', 'cmp_' || lpad((1 + n % $2)::text, 8, '0'),
       '{"kind":"operator","via":"cli"}', '{"from":"new","to":"validated","cause":"x"}', now() from generate_series(1, $1) n`,
    [CAMPAIGNS * 5, CAMPAIGNS],
  );
  // Not a sound chain: its verification has a bench of its own (audit). Its generated columns and indexes are as always.
  await run(
    `insert into audit_entry (workspace_id, sequence, previous_hash, hash, record)
     select 'ws_default', n, 'h', 'h', '{"entry":{"action":"campaign.status_changed","actor":{"id":null,"kind":"operator","via":"cli"},"after":{"status":"completed"},"at":"2026-11-26T10:00:00.000Z","before":{"status":"new"},"id":"evt_' || n || '","requestId":null,"subject":{"id":"cmp_' || lpad((1 + n % $2)::text, 8, '0') || '","type":"campaign"},"workspaceId":"ws_default"},"sequence":' || n || '}'
     from generate_series(1, $1) n`,
    [ENTRIES, CAMPAIGNS],
  );
  await run(`insert into audit_head (workspace_id, sequence, hash) values ('ws_default', $1, 'h')`, [
    ENTRIES,
  ]);
  await run('vacuum analyze');
}
