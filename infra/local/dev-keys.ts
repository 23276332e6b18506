/** The keys of a local stack: made at random when it first starts, kept in its directory, never anywhere else. */
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { JWK } from 'jose'
import { instant } from '../../shared/calendar/index.ts'
import { type Keys, keysFromJson } from '../../shared/identity/index.ts'
import { newKeys, type Scheme } from '../cli/keys.ts'
import { withCredentialKey } from '../cli/stage-keys/credential-keys.ts'
import { withSigner } from '../cli/stage-keys/signing-keys.ts'

/** Who issues the tokens of a local stack. */
export const issuer = 'urn:mianshen:local'
/** Whom the tokens are for. */
export const audience = 'mianshen'

/** The private key that signs tokens (ES256). */
export type TokenKey = JWK & { readonly kid: string }

/** All keys of a local stack. */
export interface DevKeys {
  readonly tokenKey: TokenKey
  /** Of hashes and of sealing personal data. */
  readonly keys: Keys
}

/** Reads the keys, making them first, by this scheme, if there are none. */
export function openDevKeys(path: string, scheme: Scheme = 'aes'): DevKeys {
  if (!existsSync(path)) save(path, signing(makeKeys(scheme)))
  const kept = JSON.parse(readFileSync(path, 'utf8')) as LocalKeys
  const { token_key, data_keys } = isWhole(kept) ? kept : save(path, signing(kept))
  return { tokenKey: token_key, keys: keysFromJson(JSON.stringify(data_keys)) }
}

/** The half of the token key that everybody may know, as a key set. */
export function publicKeys({ tokenKey }: DevKeys): { keys: JWK[] } {
  const { d: _secret, ...key } = tokenKey
  return { keys: [key] }
}

type LocalKeys = ReturnType<typeof makeKeys>

const isWhole = ({ data_keys }: LocalKeys) => data_keys.signing_keys && data_keys.credential_keys

function save(path: string, keys: LocalKeys): LocalKeys {
  writeFileSync(path, JSON.stringify(keys, undefined, 2), { mode: 0o600 })
  return keys
}

/** Whatever business time a local stack lives in, one key of each kind holds. */
const always = instant('2000-01-01T00:00:00+08:00')

/** A directory of an older release gets what it lacks, too. */
function signing({ data_keys, ...keys }: LocalKeys): LocalKeys {
  const signed = data_keys.signing_keys ? data_keys : withSigner(data_keys, always)
  return { ...keys, data_keys: signed.credential_keys ? signed : withCredentialKey(signed, always) }
}

function makeKeys(scheme: Scheme) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const token_key: TokenKey = { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'ES256', use: 'sig' }
  return { token_key, data_keys: newKeys(scheme) }
}
