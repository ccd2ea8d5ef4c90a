import type { FastifyInstance } from 'fastify';
import { buildWeb } from '#server/web-role';
import { openTestHouse, type TestHouse } from '#test/house';
import { injectAsOwner } from '#test/sign-in';

/** A house with its HTTP server, which does not listen. */
export interface WebHouse extends AsyncDisposable {
  readonly house: TestHouse;
  readonly web: FastifyInstance;
}

/**
 * Opens a house in a new folder with its HTTP server; `env` adds to its configuration. Requests without credentials of
 * their own come from the owner, unless `signIn` is false.
 */
export async function openWebHouse(
  env: Readonly<Record<string, string>> = {},
  { signIn = true }: { signIn?: boolean } = {},
): Promise<WebHouse> {
  const house = await openTestHouse(env);
  const web = await buildWeb(house);
  if (signIn) await injectAsOwner(house, web);
  return {
    house,
    web,
    async [Symbol.asyncDispose]() {
      await web.close();
      await house.close();
    },
  };
}
