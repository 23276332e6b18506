/** The citizens' pages. */
import type { Hono } from 'hono'
import myStyle from '../assets/my-css.ts'
import myScript from '../assets/my-js.ts'
import { asset } from '../frame/assets.ts'
import type { House } from '../frame/house.ts'
import { pagesOf } from '../frame/serve.tsx'
import type { Site } from '../frame/site.ts'
import { servedAccess } from './access.tsx'
import { servedAsk } from './ask.tsx'
import { servedCase } from './case/case.tsx'
import { servedCode } from './code.tsx'
import { dressOf, servedElder } from './elder.tsx'
import { servedFamily } from './family.tsx'
import { servedHome } from './home.tsx'
import { servedNotices } from './notices.tsx'
import { ownSaid, servedOwn } from './own/index.tsx'
import { servedPoints } from './points.tsx'
import { servedStart } from './start.tsx'
import { servedSurveys } from './surveys.tsx'

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
    { href: '/my/new/home-service', text: '上门服务' },
    { href: '/my/own', text: '查询办理' },
  ],
  said: {
    done: '已经收到，接着办。',
    started: '已经收到，开始办了。',
    rating: '谢谢您的评价。',
    stuck: '已经转给经办人员，会给您回复。',
    handed: '已经转给工作人员，会给您回复。',
    thanks: '谢谢您告诉我们。',
    surveyed: '已经收到，谢谢您。没有人知道是您填的。',
    read: '已标为已读。',
    kept: '已经按您的意思改好。',
    asked: '已经提出，等对方同意。',
    accepted: '已经同意，现在就能用。',
    ended: '已经结束。',
    elder: '已经换成长辈版。',
    plain: '已经换回普通版。',
    ...ownSaid,
  },
  script: asset('my.js', myScript),
  style: asset('my.css', myStyle),
} as const satisfies Site

/** Serves them. */
export function servedMy(app: Hono, house: House): Site {
  const pages = pagesOf(app, site, house, dressOf)
  servedHome(pages)
  servedCase(pages)
  servedCode(pages)
  servedFamily(pages)
  servedAccess(pages)
  servedPoints(pages)
  servedAsk(pages)
  servedNotices(pages)
  servedStart(pages)
  servedElder(pages)
  servedSurveys(pages)
  servedOwn(pages)
  return site
}
