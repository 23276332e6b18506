/**
 * Signing in by OpenID Connect: to the provider with a state and a challenge that only this browser can answer (PKCE), back
 * with a code, for which the provider gives the token; and signing out.
 */
import type { Context, Hono } from 'hono'
import { logFailure } from '../../log.ts'
import type { House, SignIn } from './house.ts'
import { ownPath } from './session.ts'

/** How long signing in may take. */
const patienceSeconds = 600

interface UnderWay {
  readonly state: string
  readonly verifier: string
  readonly to: string
}

/** The routes `/sign-in`, `/sign-in/return` and `/sign-out`. */
export function serveSignIn(app: Hono, house: House): void {
  const { signIn, jar } = house
  app.post('/sign-out', (c) => {
    jar.forget(c, 'session')
    return c.redirect(ownPath(c.req.query('to')) ?? placeBefore(c), 303)
  })
  if (!signIn) return
  const provider = remembered(() => discovered(signIn))
  app.get('/sign-in', async (c) => {
    const { oidc, config } = await provider()
    const state = oidc.randomState()
    const verifier = oidc.randomPKCECodeVerifier()
    const underWay: UnderWay = { state, verifier, to: ownPath(c.req.query('to')) ?? '/desk' }
    jar.keep(c, 'signingIn', JSON.stringify(underWay), patienceSeconds)
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: returnOf(signIn),
      scope: signIn.scope,
      state,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return c.redirect(address.href, 303)
  })
  app.get('/sign-in/return', async (c) => {
    const text = jar.kept(c, 'signingIn')
    if (text === undefined) return c.redirect('/desk', 303)
    const { state, verifier, to } = JSON.parse(text) as UnderWay
    jar.forget(c, 'signingIn')
    try {
      const { oidc, config } = await provider()
      const back = new URL(returnOf(signIn) + new URL(c.req.url).search)
      const checks = { expectedState: state, pkceCodeVerifier: verifier, idTokenExpected: signIn.token === 'id_token' }
      const token = (await oidc.authorizationCodeGrant(config, back, checks))[signIn.token]
      if (token !== undefined) jar.keep(c, 'session', token)
    } catch (error) {
      logFailure(house.log, 'signing in failed', error)
    }
    // Without a token the page that they wanted says 「请登录」 again.
    return c.redirect(to, 303)
  })
}

const returnOf = ({ origin }: SignIn) => `${origin}/sign-in/return`

/** What the provider says of itself. Loaded when the first signs in. */
async function discovered({ issuer, clientId }: SignIn) {
  const oidc = await import('openid-client')
  const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.None())
  return { oidc, config }
}

/** Asks once, and again only where that failed. */
function remembered<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask().catch((error: unknown) => {
      answer = undefined
      throw error
    })
    return answer
  }
}

/** The site from which somebody signed out: there they find 「请登录」. */
function placeBefore(c: Context): string {
  const from = c.req.header('referer')
  const path = from === undefined ? '/' : new URL(from).pathname
  return /^\/(desk|my|ops)\b/.exec(path)?.[0] ?? '/desk'
}
