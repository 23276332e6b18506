/** What the pages are given. */
import type { Clock } from '../../../shared/clock/index.ts'
import type { Log } from '../../../shared/log.ts'
import type { Authenticate } from '../../http/auth.ts'
import type { Asked } from './client.ts'
import type { Jar } from './session.ts'

/** Where people sign in: an OpenID Connect provider whose tokens the API takes. */
export interface SignIn {
  /** The provider, which says of itself where it is asked what. */
  readonly issuer: string
  /** As it knows us; a public client, which proves by PKCE that it asks for what it was given. */
  readonly clientId: string
  /** The address of our pages, without a path: people come back to `<origin>/sign-in/return`. */
  readonly origin: string
  readonly scope: string
  /** Which of the tokens the API takes: that for calls, or that which says who signed in. */
  readonly token: 'access_token' | 'id_token'
}

/** Everything the pages need. */
export interface House {
  readonly api: Asked
  readonly authenticate: Authenticate
  readonly jar: Jar
  readonly clock: Clock
  readonly log: Log
  /** Without it nobody can sign in here, and the pages say so. */
  readonly signIn?: SignIn | undefined
  /** The local stack: one signs in at `/dev/sign-in`. */
  readonly local?: boolean
}
