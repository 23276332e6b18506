/** Operation: what keeps the system going, and what only operators may change. */
import type { Hono } from 'hono'
import opsStyle from '../assets/ops-css.ts'
import opsScript from '../assets/ops-js.ts'
import { asset } from '../frame/assets.ts'
import type { House } from '../frame/house.ts'
import { pagesOf } from '../frame/serve.tsx'
import type { Site } from '../frame/site.ts'
import { servedArticles } from './articles.tsx'
import { servedMoney } from './money.tsx'
import { servedPacks } from './packs.tsx'
import { servedPoints } from './points.tsx'
import { servedPolicies } from './policies.tsx'
import { servedRejected } from './rejected.tsx'
import { servedTasks } from './tasks.tsx'

const site = {
  name: 'ops',
  title: '运行台',
  roles: ['operator'],
  links: () => [
    { href: '/ops', text: '待办' },
    { href: '/ops/rejected', text: '退回的消息' },
    { href: '/ops/clearings', text: '清算' },
    { href: '/ops/ledger', text: '账本核对' },
    { href: '/ops/policies', text: '参数' },
    { href: '/ops/packs', text: '暖心包' },
    { href: '/ops/articles', text: '问答' },
    { href: '/ops/points', text: '网点' },
  ],
  said: {
    set: '已经设好，等着的办件接着办。',
    decided: '已经处理。',
    cleared: '清算已经开始。',
    accepted: '已经收下。',
    kept: '已经保存。',
  },
  script: asset('ops.js', opsScript),
  style: asset('ops.css', opsStyle),
} as const satisfies Site

/** Serves it. */
export function servedOps(app: Hono, house: House): Site {
  const pages = pagesOf(app, site, house)
  servedTasks(pages)
  servedRejected(pages)
  servedMoney(pages)
  servedPolicies(pages)
  servedPoints(pages)
  servedArticles(pages)
  servedPacks(pages)
  return site
}
