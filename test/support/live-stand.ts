import { contextFor } from '#flows/index';
import { raiseAlert } from '#modules/alerts/index';
import { withTransaction } from '#platform/db/database';
import { listen } from '#platform/http/http-server';
import { openRawLive, type RawLive } from '#test/live-client';
import { setUpOwner, type TestPerson } from '#test/sign-in';
import { openWebHouse, type WebHouse } from '#test/web-house';

/** A server that listens, its owner, and sockets to it. */
export interface LiveStand extends WebHouse {
  readonly address: string;
  readonly owner: TestPerson;
  /** Opens a socket, of the owner where nobody else is named. */
  connect(headers?: Readonly<Record<string, string>>): Promise<RawLive>;
  /** Adds the brands brd_a and brd_b with a campaign each, `cmp_brd_a` and `cmp_brd_b`. */
  addTwoBrands(): Promise<void>;
  /** Raises an alert and returns its id. */
  raise(about?: { workspaceId?: string; campaignId?: string }): Promise<string>;
}

export async function openLiveStand(env: Readonly<Record<string, string>> = {}): Promise<LiveStand> {
  const test = await openWebHouse(
    { AICMO_RATE_SIGN_IN: 'off', AICMO_RATE_ACCOUNT: 'off', ...env },
    { signIn: false },
  );
  const owner = await setUpOwner(test.house, test.web);
  const address = await listen(test.web, { host: '127.0.0.1', port: 0 });
  const open: RawLive[] = [];
  let raised = 0;
  return {
    ...test,
    address,
    owner,
    async connect(headers = owner.headers) {
      const live = await openRawLive(address, headers);
      open.push(live);
      return live;
    },
    async addTwoBrands() {
      const { pool } = test.house.db;
      for (const brand of ['brd_a', 'brd_b']) {
        await pool.query(
          `insert into brand (workspace_id, id, key, name, revision, content_hash, document) values ('ws_default', $1, $1, $1, 1, 'h', '{}')`,
          [brand],
        );
        await pool.query(
          `insert into campaign (workspace_id, id, key, name, brand_id, revision, status, created_at) values ('ws_default', $1, $1, $1, $2, 1, 'completed', now())`,
          [`cmp_${brand}`, brand],
        );
      }
    },
    async raise({ workspaceId, campaignId } = {}) {
      const ctx = contextFor(test.house, { kind: 'operator', via: 'cli' }, workspaceId);
      const dedupKey = `live:${++raised}`;
      const alert = { type: 'disk.low', severity: 'LOW', dedupKey, message: 'm', details: {} } as const;
      const about = campaignId === undefined ? {} : { campaignId };
      return (await withTransaction(test.house.db, (tx) => raiseAlert(tx, ctx, { ...alert, ...about }))).id;
    },
    async [Symbol.asyncDispose]() {
      for (const { socket } of open) socket.terminate();
      await test[Symbol.asyncDispose]();
    },
  };
}
