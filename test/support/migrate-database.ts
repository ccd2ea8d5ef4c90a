/** Migrates a database in a process of its own and prints the names of what it ran. */
import { openDatabase } from '#platform/db/database';
import { migrateDatabase } from '#platform/db/migrate';
import { silentLog } from '#platform/log/log';

const [url = ''] = process.argv.slice(2);
const db = await openDatabase({ url, log: silentLog() });
const ran = await migrateDatabase(db);
await db.close();
process.stdout.write(JSON.stringify(ran));
