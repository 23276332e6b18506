/** The desk: clerks, supervisors, agents and experts, and what only they can decide. */
import type { Hono } from 'hono'
import deskStyle from '../assets/desk-css.ts'
import deskScript from '../assets/desk-js.ts'
import { asset } from '../frame/assets.ts'
import type { House } from '../frame/house.ts'
import { pagesOf } from '../frame/serve.tsx'
import type { Site } from '../frame/site.ts'
import { serveBulk } from './bulk.tsx'
import { serveTask } from './decide.ts'
import { Keys, serveKeys } from './keys.tsx'
import { serveList } from './list.tsx'
import { serveSearch } from './search.tsx'
import { serveSupervisor } from './supervisor/index.tsx'
import { serveWindow } from './window/index.tsx'
import { said } from './words.ts'

const site = {
  name: 'desk',
  title: '经办台',
  roles: ['clerk', 'supervisor', 'agent', 'expert'],
  links: (subject) => [
    { href: '/desk', text: '待办' },
    { href: '/desk/window', text: '窗口' },
    ...(subject?.role === 'supervisor' ? [{ href: '/desk/supervisor', text: '主管' }] : []),
  ],
  said,
  search: { action: '/desk/search', label: '查找' },
  script: asset('desk.js', deskScript),
  style: asset('desk.css', deskStyle),
} as const satisfies Site

/** Serves it. */
export function servedDesk(app: Hono, house: House): Site {
  const pages = pagesOf(app, site, house, ({ c }) => ({ tools: <Keys c={c} /> }))
  serveList(pages)
  serveTask(pages)
  serveKeys(pages)
  serveSearch(pages)
  serveWindow(pages)
  serveSupervisor(pages)
  serveBulk(pages)
  return site
}
