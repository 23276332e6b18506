/** 「查询办理」: what one may look up, and what one may begin; all of it declared by who answers it. */
import { pages as bundlePages } from '../../../bundles/index.ts'
import type { OwnPage } from '../../../own-page.ts'
import { sentOf } from '../../frame/fields.ts'
import { again } from '../../frame/posted.ts'
import type { Pages } from '../../frame/serve.tsx'
import { fewest, isElder, More } from '../elder.tsx'
import { startable } from '../start.tsx'
import type { Citizen } from '../whose.ts'
import { titleOf } from '../words.ts'
import { housePages } from './house.ts'
import { drawOwn, drawOwnForm, fieldsIn, led, pathOf, saidBy, send, touched } from './page.tsx'

const ownPages: readonly OwnPage[] = [...housePages, ...bundlePages.flat()]

/** What the `status` says after something was done on these pages. */
export const ownSaid: Readonly<Record<string, string>> = Object.fromEntries(
  ownPages.flatMap((page) => Object.entries(page.said ?? {}).map(([word, text]) => [saidBy(page, word), text])),
)

/** Serves them, and the page that leads to them. */
export function servedOwn(pages: Pages<'citizen'>): void {
  pages.get('/my/own', drawIndex)
  for (const page of ownPages) {
    pages.get(pathOf(page), (visit) => drawOwn(visit, page))
    pages.post(pathOf(page), (visit, form) => touched(visit, page, form))
    for (const one of page.forms ?? []) {
      const path = `${pathOf(page)}/${one.name}`
      pages.get(path, () => drawOwnForm(page, one))
      pages.post(path, async (visit, form) => {
        const body = sentOf(fieldsIn(one), form.written)
        const result = await send(visit, { call: one.call, body }, form.key)
        return result.ok ? led(visit, page, result.body, one.said) : drawOwnForm(page, one, again(form, result))
      })
    }
  }
}

const groups = [
  { title: '查一查', of: ownPages.map((page) => ({ href: pathOf(page), text: page.title })) },
  {
    title: '办一办',
    of: startable.map(({ bundle }) => ({ href: `/my/new/${bundle}`, text: titleOf(bundle) })),
  },
] as const

/** In the large style four at a time. */
function drawIndex(visit: Citizen) {
  const from = Math.max(0, Math.floor(Number(visit.c.req.query('from') ?? 0)) || 0)
  const all = groups.flatMap(({ of }) => of)
  const shown = isElder(visit) ? all.slice(from, from + fewest) : all
  const next = isElder(visit) && all.length > from + fewest ? from + fewest : 0
  return {
    title: '查询办理',
    body: (
      <>
        {groups.map(({ title, of }) => {
          const some = of.filter((one) => shown.includes(one))
          return some.length === 0 ? null : (
            <section aria-label={title}>
              <h2>{title}</h2>
              <ul class="cases">
                {some.map(({ href, text }) => (
                  <li>
                    <a class="choice strong" href={href}>
                      {text}
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
        <More show={next > 0} href={`/my/own?from=${next}`}>
          再看别的
        </More>
      </>
    ),
  }
}
