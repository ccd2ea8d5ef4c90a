import { unreachable } from '#client/client';

/** Asks the server for what no operation of the typed client gives. Throws `AicmoError` where no answer comes. */
export function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(path, init).catch((error: unknown) => {
    throw unreachable(error);
  });
}
