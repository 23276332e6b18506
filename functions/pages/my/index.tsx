/** The citizens' pages. */
import type { Hono } from 'hono'
import myStyle from '../assets/my-css.ts'
import myScript from '../assets/my-js.ts'
import { asset } from '../frame/assets.ts'
import type { House } from '../frame/house.ts'
import { pagesOf } from '../frame/serve.tsx'
import type { Site } from '../frame/site.ts'

const site = {
  name: 'my',
  title: '我的医保',
  roles: ['citizen'],
  links: () => [
    { href: '/my', text: '首页' },
    { href: '/my/code', text: '医保码' },
    { href: '/my/family', text: '家人帮办' },
    { href: '/my/access', text: '谁看过我的信息' },
    { href: '/my/points', text: '附近网点' },
    { href: '/my/ask', text: '问一问' },
    { href: '/my/notices', text: '消息' },
    { href: '/my/home-service', text: '上门服务' },
  ],
  said: {},
  script: asset('my.js', myScript),
  style: asset('my.css', myStyle),
} as const satisfies Site

/** Serves them. */
export function servedMy(app: Hono, house: House): Site {
  const pages = pagesOf(app, site, house)
  pages.get('/my', () => ({ title: '首页', body: null }))
  return site
}
