/** Serves the pages of a site: who may come in, what is drawn, and what is said where something went wrong. */
import type { Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import type { Role, SubjectOf } from '../../calls/access.ts'
import { logFailure } from '../../log.ts'
import { Unanswered } from './client.ts'
import type { House } from './house.ts'
import { type Posted, posted } from './posted.ts'
import { type Drawn, Shell } from './shell.tsx'
import type { Site } from './site.ts'
import { type Visit, visitOf } from './visit.ts'

/** How a site looks to somebody: what they have chosen, and what stands beside the navigation. */
export interface Dress {
  readonly elder?: boolean
  readonly above?: Child
  /** Beside the search. */
  readonly tools?: Child
}

/** What becomes of a visit: a page, or the way to another. */
export type Drawing = Drawn | Response | Promise<Drawn | Response>

/** Where a site says what its pages are. */
export interface Pages<R extends Role> {
  get(path: string, draw: (visit: Visit<R>) => Drawing): void
  /** What a form asks for: a page that it leads to (`visit.go`), or the form again. */
  post(path: string, act: (visit: Visit<R>, form: Posted) => Drawing): void
}

/** The pages of a site; `dress` is asked for each of them. */
export function pagesOf<R extends Role>(
  app: Hono,
  site: Site & { readonly roles: readonly R[] },
  house: House,
  dress: (visit: Visit<R>) => Dress | Promise<Dress> = () => ({}),
): Pages<R> {
  const enter = async (c: Context): Promise<Visit<R> | Response> => {
    const token = house.jar.kept(c, 'session')
    const subject = token === undefined ? undefined : await house.authenticate(`Bearer ${token}`)
    if (token === undefined || !subject) return stranger(c, site, house, 401)
    if (!(site.roles as readonly Role[]).includes(subject.role)) return stranger(c, site, house, 403)
    return visitOf(c, site, house, { subject, token }) as unknown as Visit<R>
  }
  const answer = async (c: Context, act: (visit: Visit<R>) => Drawing): Promise<Response> => {
    const visit = await enter(c)
    if (visit instanceof Response) return visit
    const { subject } = visit
    let worn: Dress = {}
    try {
      worn = await dress(visit)
      const drawn = await act(visit)
      return drawn instanceof Response ? drawn : show(c, { site, subject, drawn, worn })
    } catch (error) {
      if (error instanceof Unanswered && error.status === 401) return stranger(c, site, house, 401)
      if (!(error instanceof Unanswered)) logFailure(house.log, 'page failed', error)
      return show(c, { site, subject, drawn: broken(error, site), worn })
    }
  }
  return {
    get: (path, draw) => void app.get(path, (c) => answer(c, draw)),
    post: (path, act) =>
      void app.post(path, async (c) => {
        const form = await posted(c)
        return answer(c, (visit) => act(visit, form))
      }),
  }
}

interface Shown {
  site: Site
  subject: SubjectOf<Role> | undefined
  drawn: Drawn
  worn?: Dress
}

async function show(c: Context, { site, subject, drawn, worn = {} }: Shown): Promise<Response> {
  const word = c.req.method === 'GET' ? c.req.query('said') : undefined
  const said = drawn.said ?? (word === undefined ? undefined : site.said[word])
  const begin = drawn.begin ?? said !== undefined
  const page = <Shell site={site} path={c.req.path} subject={subject} drawn={{ ...drawn, said, begin }} {...worn} />
  // A part that asks something first is a promise.
  return c.html(`<!doctype html>${await page.toString()}`, (drawn.status ?? 200) as 200)
}

/** Not signed in, or as somebody for whom this site is not: the same page, and nothing of anybody on it. */
function stranger(c: Context, site: Site, { signIn, local }: House, status: 401 | 403): Promise<Response> {
  const to = c.req.method === 'GET' ? c.req.path : `/${site.name}`
  const way = signIn ? (
    <p>
      <a class="button" href={`/sign-in?to=${encodeURIComponent(to)}`}>
        登录
      </a>
    </p>
  ) : (
    <p>{local ? '本地运行：打开 /dev/sign-in，写明身份后回来。' : '这里还没有配置登录方式，请联系运行人员。'}</p>
  )
  const body = (
    <>
      <p>{status === 403 ? '您登录的身份不能使用这里的页面。' : '登录后才能看到这里的内容。'}</p>
      {way}
    </>
  )
  return show(c, { site, subject: undefined, drawn: { title: '请登录', body, status } })
}

/** Addresses of a site where there is no page. */
export function serveLost(app: Hono, sites: readonly Site[]): void {
  app.notFound((c) => {
    const site = sites.find(({ name }) => c.req.path.startsWith(`/${name}/`))
    return site ? show(c, { site, subject: undefined, drawn: lost(site) }) : c.text('', 404)
  })
}

function lost({ name }: Site): Drawn {
  const body = (
    <>
      <p>这里没有您要看的，或者不归您看。</p>
      <p>
        <a class="button" href={`/${name}`}>
          回首页
        </a>
      </p>
    </>
  )
  return { title: '没有找到', body, status: 404 }
}

/** What could not be drawn. What passes can be tried again at the same place. */
function broken(error: unknown, site: Site): Drawn {
  if (error instanceof Unanswered && error.status === 404) return lost(site)
  if (error instanceof Unanswered && error.status > 0 && error.status < 500)
    return { title: '现在不能看', fault: error.problem.detail, body: null, status: error.status }
  const body = (
    <form method="get">
      <button type="submit">重试</button>
    </form>
  )
  return { title: '系统繁忙', fault: '系统现在很忙，请稍后再试；您的信息没有丢失。', body, status: 503 }
}
