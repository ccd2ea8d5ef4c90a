import { unreachable } from '#client/client';
import { fetchAsPerson } from '../proof/fetch-as-person.ts';

/** Asks the server for what no operation of the typed client gives. Throws `AicmoError` where no answer comes. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetchAsPerson(new Request(path, init)).catch((error: unknown) => {
    throw unreachable(error);
  });
}
