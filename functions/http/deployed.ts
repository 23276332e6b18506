/** The door of a deployed function that people call: whose tokens it takes, how many calls, pages of which origins. */
import type { Ports } from '../../shared/engine/ports.ts'
import { type Environment, told } from '../runtime.ts'
import { type AuthConfig, makeAuthenticate } from './auth.ts'
import { type Entrance, originsIn } from './headers.ts'
import { makeLimiter, standardLimits } from './limits.ts'

/** A token that was stolen is of use for a day at most. */
export const longestTokenSeconds = 86_400

/** Whose tokens are taken. The same issuer and audience as at the gateway: the code checks again by itself. */
export function authConfig(environment: Environment): AuthConfig {
  return {
    issuer: told(environment, 'JWT_ISSUER'),
    audience: told(environment, 'JWT_AUDIENCE'),
    jwks: { url: told(environment, 'JWKS_URL'), early: true },
    skewSeconds: 30,
    longestSeconds: longestTokenSeconds,
  }
}

/** How a deployed function that people call is entered. */
export function deployedDoor({ clock }: Pick<Ports, 'clock'>): Entrance {
  return {
    authenticate: makeAuthenticate(authConfig(process.env), clock),
    limiter: makeLimiter(standardLimits),
    allowOrigin: originsIn(process.env.ALLOW_ORIGINS),
  }
}
