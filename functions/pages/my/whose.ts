/**
 * Whose matters a page shows: one's own, or those of somebody who has given a mandate. The address bears the mandate, never a
 * person; whether it is in force, and what it allows, the API says at each call.
 */
import type { Client } from '../../../shared/client/index.ts'
import { need } from '../frame/client.ts'
import type { Visit } from '../frame/visit.ts'

/** Somebody before a citizen's page. */
export type Citizen = Visit<'citizen'>

/** Whose matters, and the API as theirs. */
export interface Whose {
  readonly api: Client
  /** Of somebody else's: what stands behind an address of theirs, and what they are called. */
  readonly other?: { readonly mandate_id: string; readonly name: string }
  /** An address of theirs. */
  at(path: string): string
}

/** Reads it off the address: `?for=` names a mandate. */
export async function whoseIn(visit: Citizen): Promise<Whose> {
  const wanted = visit.c.req.query('for')
  if (wanted === undefined) return { api: visit.api, at: (path) => path }
  const { mandates } = need(await visit.api.call('GET /v1/mandates'))
  const mandate = mandates.find(
    ({ mandate_id, as, status }) => mandate_id === wanted && as === 'helper' && status === 'active',
  )
  const { psn_no, psn_name } = mandate?.other ?? {}
  if (mandate === undefined || psn_no === undefined) return { api: visit.onBehalfOf(''), at: (path) => path }
  return {
    api: visit.onBehalfOf(psn_no),
    other: { mandate_id: wanted, name: psn_name ?? '' },
    at: (path) => `${path}${path.includes('?') ? '&' : '?'}for=${wanted}`,
  }
}

/** Where a list goes on, as the address says it. */
export const cursorIn = (visit: Citizen): { cursor?: string } => {
  const cursor = visit.c.req.query('cursor')
  return cursor === undefined ? {} : { cursor }
}
