/** A process that writes audited changes until it is killed, two at a time, some of which it takes back. */
import { openDatabase, withTransaction } from '#platform/db/database';
import { silentLog } from '#platform/log/log';
import { appendOne } from '#test/audit-append';

const db = await openDatabase({ url: process.env['TEST_DATABASE_URL'] ?? '', log: silentLog(), poolSize: 4 });

async function writeForEver(): Promise<never> {
  for (let n = 1; ; n++) {
    await withTransaction(db, async (tx) => {
      await appendOne(tx, n);
      if (n % 3 === 0) await appendOne(tx, n + 1);
      if (n % 5 === 0) throw new Error('taken back');
    }).catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'taken back') throw error;
    });
    if (n === 1) process.send?.('writing');
  }
}

await Promise.all([writeForEver(), writeForEver()]);
