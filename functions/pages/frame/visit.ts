/** Somebody before a page of a site. */
import type { Context } from 'hono'
import type { Instant } from '../../../shared/calendar/index.ts'
import type { Client } from '../../../shared/client/index.ts'
import type { Role, SubjectOf } from '../../calls/access.ts'
import { apiFor } from './client.ts'
import type { House } from './house.ts'
import type { Site } from './site.ts'

/** What a page is drawn from. */
export interface Visit<R extends Role = Role> {
  readonly c: Context
  readonly site: Site
  readonly subject: SubjectOf<R>
  /** The API, as who sits before the page. */
  readonly api: Client
  /** The API as that person's whom they help. */
  onBehalfOf(psnNo: string): Client
  readonly now: Instant
  /** A part of the address: `task_id` of `/desk/tasks/:task_id`. */
  param(name: string): string
  /** Leads to another page of ours; `said`: a word of the site's `said`. */
  go(path: string, said?: string): Response
}

/** Makes it. */
export function visitOf(
  c: Context,
  site: Site,
  house: House,
  { subject, token }: { subject: SubjectOf<Role>; token: string },
): Visit {
  const caller = { token, requestId: c.get('requestId' as never) as string, env: c.env }
  return {
    c,
    site,
    subject,
    now: house.clock.now(),
    api: apiFor(house.api, caller),
    onBehalfOf: (psnNo) => apiFor(house.api, { ...caller, onBehalfOf: psnNo }),
    param: (name) => c.req.param(name) ?? '',
    go: (path, said) =>
      c.redirect(said === undefined ? path : `${path}${path.includes('?') ? '&' : '?'}said=${said}`, 303),
  }
}
