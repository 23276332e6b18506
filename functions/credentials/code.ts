/** A credential as a code: signed, short, and nothing in it that anybody else could use (credentials/RULES.md 2). */
import { CompactSign, compactVerify } from 'jose'
import { ourSource } from '../../events/index.ts'
import { epochMs, type Instant } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import {
  type CredentialKey,
  type Keys,
  open,
  type Pid,
  parsePid,
  publishedCredentialKeys,
  seal,
} from '../../shared/identity/index.ts'

/** Who shows the credential, to the person whose it is. */
export type ShownBy = 'self' | 'guardian' | 'helper'

/** What a code says. */
export interface Payload {
  iss: string
  /** Seconds since 1970. */
  iat: number
  exp: number
  jti: string
  /** The person, sealed: another text each time. */
  sub: string
  /** Masked. */
  name: string
  insu_admdvs?: string
  insutype?: string
  psn_insu_stas: string
  by: ShownBy
}

const prefix = 'MIC1:'
/** What one QR code of a handy size holds. */
const longest = 600

/** Binds what is sealed here: it opens as nothing else. */
const purpose = 'credential'

/** The person as a code names them. */
export const sealedSubject = (keys: Keys, pid: Pid): string =>
  Buffer.from(seal(keys, pid, purpose)).toString('base64url')

function subjectIn(keys: Keys, sub: string): Pid | undefined {
  try {
    return parsePid(open(keys, Buffer.from(sub, 'base64url'), purpose))
  } catch {
    return undefined
  }
}

/** Signs what a code says; of a name so long that it would not fit, as much as does. */
export async function codeOf(key: Pick<CredentialKey, 'kid' | 'privateKey'>, payload: Payload): Promise<string> {
  const { kid, privateKey } = key
  const signing = new CompactSign(Buffer.from(JSON.stringify(payload)))
  const qr = `${prefix}${await signing.setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey)}`
  if (qr.length <= longest) return qr
  // Of four letters of a code three are of the text; a rare name is a hundred characters long.
  const over = Math.ceil(((qr.length - longest) * 3) / 4)
  return codeOf(key, { ...payload, name: payload.name.slice(0, -over) })
}

/** A code that is ours and whole, and whose it is; undefined of any other. Whether it is still good is not asked here. */
export async function readCode(
  { keys, clock, stage }: Pick<Ports, 'keys' | 'clock' | 'stage'>,
  qr: string,
): Promise<{ payload: Payload; pid: Pid } | undefined> {
  if (!qr.startsWith(prefix) || qr.length > longest || !isCanonical(qr.slice(prefix.length))) return undefined
  try {
    const published = publishedCredentialKeys(keys.credentialKeys ?? [], clock.now())
    const { payload: bytes } = await compactVerify(
      qr.slice(prefix.length),
      ({ kid }) => {
        const key = published.find((one) => one.kid === kid)
        if (!key) throw new Error('credential: no such key')
        return key.publicKey
      },
      { algorithms: ['ES256'] },
    )
    const payload = JSON.parse(Buffer.from(bytes).toString()) as Payload
    const pid = payload.iss === ourSource(stage) ? subjectIn(keys, payload.sub) : undefined
    return pid && { payload, pid }
  } catch {
    return undefined
  }
}

/** Three parts in base64url, each written in the one way there is: the last letter of a part holds bits that say nothing. */
const isCanonical = (jws: string): boolean =>
  jws.split('.').length === 3 &&
  jws.split('.').every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part)

/** Whether a code is good at a moment, to us who give no leeway. */
export const isGood = ({ exp }: Payload, now: Instant): boolean => epochMs(now) < exp * 1000
