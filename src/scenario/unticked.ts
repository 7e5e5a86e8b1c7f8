import type { Client, Evidence, Landing } from './contract.ts'

/** What comes of an authorization request whose user leaves scopes unticked. Afterwards he allows everything that it asked for: servers remember what
 *  was left out, many by user and client, and whoever comes next would have to live with it. */
export async function withUnticked<E extends Evidence>(
  client: Client,
  untick: readonly string[],
  request: { scope: string },
  follow: (landing: Landing) => Promise<E>,
): Promise<E> {
  try {
    return await follow(await client.asked().narrow(untick, request))
  } finally {
    await client.asked().authorize(request)
  }
}
