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
