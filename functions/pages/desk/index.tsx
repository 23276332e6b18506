/** The desk: clerks, supervisors, agents and experts, and what only they can decide. */
import type { Hono } from 'hono'
import deskStyle from '../assets/desk-css.ts'
import deskScript from '../assets/desk-js.ts'
import { asset } from '../frame/assets.ts'
import type { House } from '../frame/house.ts'
import { type Drawing, type Pages, pagesOf } from '../frame/serve.tsx'
import type { Drawn } from '../frame/shell.tsx'
import type { Site } from '../frame/site.ts'
import { serveBulk } from './bulk.tsx'
import { serveTask } from './decide.ts'
import { Keys, serveKeys } from './keys.tsx'
import { serveList } from './list.tsx'
import { serveSearch } from './search.tsx'
import { serveSupervisor } from './supervisor/index.tsx'
import type { DeskVisit, Officer } from './tasks.ts'
import { serveWindow } from './window/index.tsx'
import { said } from './words.ts'

const site = {
  name: 'desk',
  title: '经办台',
  roles: ['clerk', 'supervisor', 'agent', 'expert'],
  links: (subject) => [
    { href: '/desk', text: '待办' },
    ...(subject?.role === 'expert' ? [] : [{ href: '/desk/window', text: '窗口' }]),
    ...(subject?.role === 'supervisor' ? [{ href: '/desk/supervisor', text: '主管' }] : []),
  ],
  said,
  search: { action: '/desk/search', label: '查找', isFor: ({ role }) => role !== 'expert' },
  script: asset('desk.js', deskScript),
  style: asset('desk.css', deskStyle),
} as const satisfies Site

/** Serves it. */
export function servedDesk(app: Hono, house: House): Site {
  const pages = pagesOf(app, site, house, ({ c }) => ({ tools: <Keys c={c} /> }))
  serveList(pages)
  serveTask(pages)
  serveKeys(pages)
  serveBulk(pages)
  const office = forOffices(pages)
  serveSearch(office)
  serveWindow(office)
  serveSupervisor(office)
  return site
}

/** Pages that are none of an expert's, who is told so in words. */
function forOffices(pages: Pages<Officer>): Pages<Officer> {
  const unless = <Rest extends unknown[]>(draw: (visit: DeskVisit, ...rest: Rest) => Drawing) => {
    return (visit: DeskVisit, ...rest: Rest) => (visit.subject.role === 'expert' ? notTheirs : draw(visit, ...rest))
  }
  return {
    get: (path, draw) => pages.get(path, unless(draw)),
    post: (path, act) => pages.post(path, unless(act)),
  }
}

const notTheirs: Drawn = {
  title: '现在不能看',
  fault: '评审专家只办抽中自己评审的待办。',
  status: 403,
  body: (
    <p>
      <a class="button" href="/desk">
        回待办
      </a>
    </p>
  ),
}
