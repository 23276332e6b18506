/** Keys that credentials are signed with, in the JSON of a stage's keys: added before they begin, ended, dropped. Pure. */
import { generateKeyPairSync } from 'node:crypto'
import type { Instant } from '../../../shared/calendar/index.ts'
import { type PublicJwk, thumbprintOf } from '../../../shared/identity/index.ts'
import { Misuse } from '../support/command.ts'
import { say } from '../support/language.ts'

/** A key as the secret holds it: the private key as JWK, and when it signs. */
export interface CredentialKeyJson {
  readonly key: PublicJwk & { readonly d: string }
  readonly from: Instant
  readonly until?: Instant
}

/** Keys that may hold some for credentials. */
interface Holder {
  credential_keys?: readonly CredentialKeyJson[]
}

/** With one more, which signs from this moment on; one that began before gives way to it. */
export function withCredentialKey<Json extends Holder>(json: Json, from: Instant): Json {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' }) as CredentialKeyJson['key']
  return { ...json, credential_keys: [...(json.credential_keys ?? []), { key: { kty, crv, x, y, d }, from }] }
}

/** With one, by its thumbprint, that ends; its public half is published for a day more. */
export const endingCredentialKey = <Json extends Holder>(json: Json, kid: string, until: Instant): Json =>
  changing(json, kid, (key) => [{ ...key, until }])

/** Without one: no code that it has signed is taken any more. */
export const withoutCredentialKey = <Json extends Holder>(json: Json, kid: string): Json =>
  changing(json, kid, () => [])

/** Throws a {@link Misuse} if there is none of this thumbprint. */
function changing<Json extends Holder>(
  json: Json,
  kid: string,
  change: (key: CredentialKeyJson) => readonly CredentialKeyJson[],
): Json {
  const { credential_keys: all = [] } = json
  if (!all.some(({ key }) => thumbprintOf(key) === kid))
    throw new Misuse(say({ zh: `没有编号为 ${kid} 的医保码密钥`, en: `there is no credential key ${kid}` }))
  return { ...json, credential_keys: all.flatMap((one) => (thumbprintOf(one.key) === kid ? change(one) : [one])) }
}
