/** 「长辈版」: larger, fewer things at a time, a telephone and a voice on each page. Kept with the person's preferences. */
import type { PropsWithChildren } from 'hono/jsx'
import { may, need } from '../frame/client.ts'
import type { Dress, Pages } from '../frame/serve.tsx'
import type { Citizen } from './whose.ts'

/** So many choices of a list at a time; with 「看全部」 a page has five at most. */
export const fewest = 4

const elders = new WeakSet<Citizen>()

/** Whether the page is drawn for an elderly person. */
export const isElder = (visit: Citizen): boolean => elders.has(visit)

/** How a page of this person looks. */
export async function dressOf(visit: Citizen): Promise<Dress> {
  const elder = may(await visit.api.call('GET /v1/me/preferences'))?.elder ?? false
  if (elder) elders.add(visit)
  return {
    elder,
    above: (
      <div class="row ways">
        <form method="post" action="/my/elder" data-form>
          <input type="hidden" name="back" value={visit.c.req.method === 'GET' ? visit.c.req.path : '/my'} />
          <button type="submit" aria-pressed={elder ? 'true' : 'false'}>
            长辈版
          </button>
        </form>
        {elder ? (
          <>
            <a class="button" href="tel:12393">
              打电话
            </a>
            <button type="button" data-read>
              读给我听
            </button>
          </>
        ) : null}
      </div>
    ),
  }
}

/** The switch. It leads back to where it was pressed. */
export function servedElder(pages: Pages<'citizen'>): void {
  pages.post('/my/elder', async (visit, form) => {
    const kept = need(await visit.api.call('GET /v1/me/preferences'))
    need(await visit.api.call('PUT /v1/me/preferences', { body: { ...kept, elder: !kept.elder } }))
    const { back = '/my' } = form.written
    return visit.go(/^\/my(?:\/[\w/-]*)?$/.test(back) ? back : '/my', kept.elder ? 'plain' : 'elder')
  })
}

/** Leads on, where there is more. */
export function More({ show, href, children }: PropsWithChildren<{ show: boolean; href: string }>) {
  if (!show) return null
  return (
    <p>
      <a class="button" href={href}>
        {children}
      </a>
    </p>
  )
}
