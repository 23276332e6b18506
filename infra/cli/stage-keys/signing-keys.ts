/** Keys to sign with, in the JSON of a stage's keys: added before they begin, ended, replaced at once, dropped. Pure. */
import { generateKeyPair } from '../../../events/signing.ts'
import type { Instant } from '../../../shared/calendar/index.ts'
import { Misuse } from '../support/command.ts'
import { say } from '../support/language.ts'

/** A key as the secret holds it; `shared/identity/signers.ts` says what each member means. */
export interface SignerJson {
  readonly key_id: string
  readonly public_key: string
  readonly private_key?: string
  readonly from: Instant
  readonly until?: Instant
}

/** Keys that may hold some to sign with. */
interface Holder {
  signing_keys?: readonly SignerJson[]
}

const numberOf = ({ key_id }: SignerJson) => Number(/^s(\d+)$/.exec(key_id)?.[1] ?? 0)

function newSigner(among: readonly SignerJson[], times: Pick<SignerJson, 'from' | 'until'>): SignerJson {
  const { privateKey, publicKey } = generateKeyPair()
  const key_id = `s${Math.max(0, ...among.map(numberOf)) + 1}`
  return { key_id, public_key: publicKey, private_key: privateKey, ...times }
}

/** With one more, which signs what has its time from this moment on; one that began before gives way to it. */
export function withSigner<Json extends Holder>(json: Json, from: Instant): Json {
  const { signing_keys = [] } = json
  return { ...json, signing_keys: [...signing_keys, newSigner(signing_keys, { from })] }
}

/** With one that ends. */
export function endingSigner<Json extends Holder>(json: Json, id: string, until: Instant): Json {
  return changing(json, id, (key) => [{ ...key, until }])
}

/**
 * With another in the place of one whose private key is known to others: that is thrown away at once, and what it would
 * have signed, of whatever time, is signed by the other from now on. What it has signed and lies in queues is still
 * verified by its public key, until that is dropped.
 */
export function replacingSigner<Json extends Holder>(json: Json, id: string, now: Instant): Json {
  return changing(json, id, (key, all) => {
    const { from, until, private_key: _known, ...lost } = key
    const times = { from, ...(until === undefined ? {} : { until }) }
    const ended = until !== undefined && until < now ? until : now
    return [...(from < now ? [{ ...lost, from, until: ended }] : []), newSigner(all, times)]
  })
}

/** Without one: its public key is published no more. */
export function withoutSigner<Json extends Holder>(json: Json, id: string): Json {
  return changing(json, id, () => [])
}

/** Throws a {@link Misuse} if there is none of this id. */
function changing<Json extends Holder>(
  json: Json,
  id: string,
  change: (key: SignerJson, all: readonly SignerJson[]) => readonly SignerJson[],
): Json {
  const { signing_keys: all = [] } = json
  if (!all.some(({ key_id }) => key_id === id))
    throw new Misuse(say({ zh: `没有编号为 ${id} 的签名密钥`, en: `there is no signing key ${id}` }))
  return { ...json, signing_keys: all.flatMap((key) => (key.key_id === id ? change(key, all) : [key])) }
}
