/**
 * A sign-in function for a bureau to start from: a mini-program's login becomes a token that this system takes. WeChat, the
 * real-name check and the register are seams, to be filled in with what is there; the rest can stay. Not deployed with it.
 */
import { type CryptoKey, exportJWK, type JSONWebKeySet, type JWK, SignJWT } from 'jose'

/** What a bureau fills in. */
export interface Seams {
  /** Asks WeChat (`jscode2session`) who has this code; undefined if the code is used up or not theirs. */
  openidOf(code: string): Promise<string | undefined>
  /** The person whom the real-name check has bound to an openid; undefined if nobody has been yet. */
  personOf(openid: string): Promise<{ certno: string; psn_name: string } | undefined>
  /** The person's number in medical insurance, from the register; undefined if there is none. */
  psnNoOf(person: { certno: string; psn_name: string }): Promise<string | undefined>
  /** Seconds since 1970. */
  now(): number
}

/** Who signs: the key, and what the stage's settings `jwt` say. */
export interface Issuer {
  readonly issuer: string
  readonly audience: string
  readonly kid: string
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

/** Seconds that a token is good for: a session, not a day. */
const life = 2 * 3600

/** What a mini-program is told: its token, or what is to be done first. */
export type SignedIn =
  | { readonly status: 200; readonly token: string; readonly expires_in: number }
  /** The code was used, or is not WeChat's: call `wx.login()` again. */
  | { readonly status: 401; readonly code: 'login-again' }
  /** Go to the real-name check, then sign in anew. */
  | { readonly status: 403; readonly code: 'real-name-needed' }
  /** The person is known and not insured here: nothing to sign in to. */
  | { readonly status: 404; readonly code: 'not-insured' }

/** The answer to a mini-program's `code`. Neither openid nor WeChat's session key ever leaves here. */
export async function signIn(code: string, seams: Seams, by: Issuer): Promise<SignedIn> {
  const openid = await seams.openidOf(code)
  if (openid === undefined) return { status: 401, code: 'login-again' }
  const person = await seams.personOf(openid)
  if (!person) return { status: 403, code: 'real-name-needed' }
  const psn_no = await seams.psnNoOf(person)
  if (psn_no === undefined) return { status: 404, code: 'not-insured' }
  const from = seams.now()
  const token = await new SignJWT({ role: 'citizen', psn_no })
    .setProtectedHeader({ alg: 'RS256', kid: by.kid, typ: 'JWT' })
    .setIssuer(by.issuer)
    .setAudience(by.audience)
    .setSubject(`citizen:${psn_no}`)
    .setIssuedAt(from)
    .setExpirationTime(from + life)
    .sign(by.privateKey)
  return { status: 200, token, expires_in: life }
}

/** What stands at the setting `jwt.jwksUrl`. While keys change it holds the old one and the new. */
export async function jwksOf(issuers: readonly Pick<Issuer, 'kid' | 'publicKey'>[]): Promise<JSONWebKeySet> {
  const keyOf = async ({ kid, publicKey }: Pick<Issuer, 'kid' | 'publicKey'>): Promise<JWK> => {
    return { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }
  }
  return { keys: await Promise.all(issuers.map(keyOf)) }
}

/** WeChat's answer to `jscode2session`, as far as it matters here. */
interface CodeSession {
  openid?: string
  errcode?: number
}

/** The seam to WeChat, with the mini-program's id and secret. Throws if WeChat is out of reach or refuses the secret. */
export function wechat(appid: string, secret: string, ask: typeof fetch = fetch): Seams['openidOf'] {
  return async (js_code) => {
    const query = new URLSearchParams({ appid, secret, js_code, grant_type: 'authorization_code' })
    const answer = await ask(`https://api.weixin.qq.com/sns/jscode2session?${query}`)
    const { openid, errcode = 0 } = (await answer.json()) as CodeSession
    // 40029: no such code; 40163: it was used.
    if (openid === undefined && ![40029, 40163].includes(errcode)) throw new Error(`jscode2session: ${errcode}`)
    return openid
  }
}
