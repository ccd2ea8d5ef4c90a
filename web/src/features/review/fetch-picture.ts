import { failureOf } from '#client/client';
import { send } from '../../lib/send.ts';

/** A picture of what a link shows. Asked for by POST: the token stands in no address. Throws `AicmoError`. */
export async function fetchPicture(given: { token: string; ratio: string; small: boolean }): Promise<Blob> {
  const answer = await send('/api/v1/review/picture', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(given),
  });
  if (!answer.ok) throw failureOf(await answer.json().catch(() => undefined), answer.status);
  return answer.blob();
}
