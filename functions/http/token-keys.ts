/**
 * The keys that tokens are checked by, fetched from their address. The last good set is kept: who holds a token of a
 * known key is let in though the address is out of reach, and only a key nobody has seen has to wait for it.
 */
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { get as getSecurely } from 'node:https'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'

/** Keys at an address; they are asked for anew at most every `cooldownMs` (30 seconds if left out). */
export interface RemoteKeys {
  url: string
  cooldownMs?: number
  /** Asked for at once, not only when the first token comes: whoever starts has other things to wait for beside. */
  early?: boolean
}

/** The keys that tokens are checked by could not be fetched: whether the token is good cannot be said. */
export class KeysOutOfReach extends Error {
  override name = 'KeysOutOfReach'
}

/** A set older than this is renewed behind the answer, so that a key that was withdrawn is soon taken no more. */
const renewedAfterMs = 600_000
/** A set that could not be renewed for so long is trusted no more. */
const trustedMs = 86_400_000
const fetchMs = 5_000

/** The look-up of a token's key. Throws `KeysOutOfReach` where it takes a set that can't be fetched. */
export function keysAt(
  { url, cooldownMs = 30_000, early = false }: RemoteKeys,
  elapsedMs: () => number = () => performance.now(),
): JWTVerifyGetKey {
  let held: { find: JWTVerifyGetKey; at: number } | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let asking: Promise<JWTVerifyGetKey> | undefined

  const ask = async () => {
    askedAt = elapsedMs()
    try {
      const find = createLocalJWKSet(await fetchKeys(url))
      held = { find, at: elapsedMs() }
      return find
    } catch (cause) {
      throw new KeysOutOfReach('the keys of tokens are out of reach', { cause })
    } finally {
      asking = undefined
    }
  }
  const renewed = () => {
    asking ??= ask()
    return asking
  }

  // Out of reach now, they are asked for again by the first who needs them.
  if (early) renewed().catch(() => undefined)

  return async (header, token) => {
    const now = elapsedMs()
    if (!held || now - held.at > trustedMs) return (await renewed())(header, token)
    const { find, at } = held
    const mayAsk = now - askedAt >= cooldownMs
    // Nobody waits for it, and if it fails the set that is held goes on.
    if (now - at > renewedAfterMs && mayAsk) renewed().catch(() => undefined)
    try {
      return await find(header, token)
    } catch (error) {
      const isUnknown = error instanceof errors.JWKSNoMatchingKey
      // A key that a set fetched just now does not have is nobody's.
      if (!isUnknown || now - at < cooldownMs) throw error
      if (!mayAsk && !asking) throw new KeysOutOfReach('a key that is not known, and the others out of reach')
      return (await renewed())(header, token)
    }
  }
}

/** By Node's own client: `fetch` would be a third of a function's start. */
async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const how = {
    headers: { accept: 'application/json, application/jwk-set+json', 'user-agent': 'mianshen' },
    signal: AbortSignal.timeout(fetchMs),
  }
  const asked = url.startsWith('https:') ? getSecurely(url, how) : get(url, how)
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.setEncoding('utf8')
  let text = ''
  for await (const part of response) text += part
  if (response.statusCode !== 200) throw new Error(`keys of tokens: status ${response.statusCode}`)
  return JSON.parse(text) as JSONWebKeySet
}
