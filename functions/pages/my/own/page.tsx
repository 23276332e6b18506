/** A page of one's own as it is declared: lists in plain words, what one touch asks for, and forms beside it. */
import { dayOf } from '../../../../shared/calendar/index.ts'
import type { Result } from '../../../../shared/client/index.ts'
import type { Ask, OwnEntry, OwnForm, OwnList, OwnPage, Touch, Wanted } from '../../../own-page.ts'
import { may } from '../../frame/client.ts'
import { fieldsOf } from '../../frame/fields.ts'
import { Dialog, Fields, Form } from '../../frame/form.tsx'
import { type Again, again, type Posted } from '../../frame/posted.ts'
import type { Drawn } from '../../frame/shell.tsx'
import { fewest, isElder, More } from '../elder.tsx'
import type { Citizen } from '../whose.ts'

/** Where a page stands. */
export const pathOf = ({ name }: Pick<OwnPage, 'name'>): string => `/my/own/${name}`

/** By which word an address says which sentence of a page is said. */
export const saidBy = ({ name }: OwnPage, word: string): string => `${name}-${word}`

/** What was asked for by a touch and not done. */
interface Undone {
  readonly key: string
  readonly again: Again
}

/** The page. */
export async function drawOwn(visit: Citizen, page: OwnPage, undone?: Undone): Promise<Drawn> {
  const all = numbered(await page.show(askAs(visit), dayOf(visit.now)))
  const { forms = [] } = page
  const { lists, next } = isElder(visit) ? fewOf(all, placeIn(visit), fewest - forms.length) : { lists: all, next: 0 }
  const open = visit.c.req.query('open')
  const { faults = [], detail, status } = undone?.again ?? {}
  return {
    title: page.title,
    ...(undone ? { fault: faults[0]?.message ?? detail, status: status ?? 409 } : {}),
    body: (
      <>
        <p>{page.lead}</p>
        {lists.map(({ title, none, entries }) => (
          <section aria-label={title}>
            <h2>{title}</h2>
            {entries.length === 0 ? <p>{none}</p> : null}
            <ul class="items">
              {entries.map((entry) => (
                <Entry entry={entry} page={page} undone={undone} open={open} />
              ))}
            </ul>
          </section>
        ))}
        <More show={next > 0} href={`${pathOf(page)}?from=${next}`}>
          再看别的
        </More>
        {forms.map(({ name, title }) => (
          <More show href={`${pathOf(page)}/${name}`}>
            {title}
          </More>
        ))}
      </>
    ),
  }
}

/** An entry with its place among all that can be touched. */
interface Placed extends OwnEntry {
  readonly place?: number
}

interface PlacedList extends Omit<OwnList, 'entries'> {
  readonly entries: readonly Placed[]
}

/** Lists that say something. */
function numbered(lists: readonly OwnList[]): PlacedList[] {
  let place = 0
  return lists
    .filter(({ entries, none }) => entries.length > 0 || none !== undefined)
    .map((list) => ({
      ...list,
      entries: list.entries.map((entry) => (entry.touch ? { ...entry, place: place++ } : entry)),
    }))
}

/** In the large style a page asks for little at a time: so many things to touch, from a place on; what is past is left out. */
function fewOf(lists: readonly PlacedList[], from: number, most: number) {
  const isShown = ({ place }: Placed) => (place === undefined ? from === 0 : place >= from && place < from + most)
  const shown = lists
    .filter(({ isPast }) => !isPast)
    .map((list) => ({ ...list, entries: list.entries.filter(isShown) }))
    .filter(({ entries, none }) => entries.length > 0 || (none !== undefined && from === 0))
  const count = lists.flatMap(({ entries }) => entries.filter(({ place }) => place !== undefined)).length
  return { lists: shown, next: count > from + most ? from + most : 0 }
}

const placeIn = (visit: Citizen): number => Math.max(0, Math.floor(Number(visit.c.req.query('from') ?? 0)) || 0)

interface EntryProps {
  readonly entry: Placed
  readonly page: OwnPage
  readonly undone: Undone | undefined
  readonly open: string | undefined
}

function Entry({ entry: { title, lines, touch, place }, page, undone, open }: EntryProps) {
  return (
    <li>
      <p class="strong">{title}</p>
      {lines.map((line) => (
        <p>{line}</p>
      ))}
      {touch ? <Touched touch={touch} of={title} id={`ask-${place}`} page={page} undone={undone} open={open} /> : null}
    </li>
  )
}

type TouchedProps = Omit<EntryProps, 'entry'> & { readonly touch: Touch; readonly of: string; readonly id: string }

/** One touch, or one that is asked about once more. Which of the page's it is stands in the form, never in an address. */
function Touched({ touch: { key, button, sure }, of, id, page, undone, open }: TouchedProps) {
  const refused = undone?.key === key ? undone.again : undefined
  const form = (text: string, beside?: 'leave') => (
    <Form action={pathOf(page)} again={refused} label={`${button}：${of}`}>
      <input type="hidden" name="touch" value={key} />
      <div class="row">
        <button type="submit" class="main" aria-label={beside ? undefined : `${text}：${of}`}>
          {text}
        </button>
        {beside ? (
          <a class="button" href={pathOf(page)} data-closes>
            先不了
          </a>
        ) : null}
      </div>
    </Form>
  )
  if (sure === undefined) return form(button)
  return (
    <>
      <form method="get" action={pathOf(page)}>
        <button type="submit" name="open" value={id} data-opens={id} aria-label={`${button}：${of}`}>
          {button}
        </button>
      </form>
      <Dialog id={id} title={sure} open={open === id || refused !== undefined}>
        {refused ? <p class="fault">{refused.faults[0]?.message ?? refused.detail}</p> : null}
        {form(`确定${button}`, 'leave')}
      </Dialog>
    </>
  )
}

/** The API as pages that are declared ask it. */
const askAs = (visit: Citizen): Ask =>
  (async (call: never, input: never) => may((await visit.api.call(call, input)) as Result<unknown>)) as Ask

/** What a touch asks for. What is not there to be touched any more has been done, or has changed. */
export async function touched(visit: Citizen, page: OwnPage, form: Posted): Promise<Drawn | Response> {
  const lists = await page.show(askAs(visit), dayOf(visit.now))
  const touches = lists.flatMap(({ entries }) => entries.flatMap(({ touch }) => touch ?? []))
  const touch = touches.find(({ key }) => key === form.written.touch)
  if (!touch) {
    const detail = '已经办过了，或者情况变了，请看现在的。'
    return drawOwn(visit, page, { key: '', again: { written: {}, status: 409, detail, faults: [] } })
  }
  const result = await send(visit, touch.wants, form.key)
  if (result.ok) return led(visit, page, result.body, touch.said)
  return drawOwn(visit, page, { key: touch.key, again: again(form, result) })
}

/** Asks the API for something; under the same key it is done once. */
export const send = (visit: Citizen, { call, ...wants }: Wanted, key: string): Promise<Result<unknown>> =>
  visit.api.call(call as never, { ...wants, ...(call.startsWith('POST') ? { key } : {}) } as never)

/** Where it leads: to the case that it opened, or back to the page. */
export function led(visit: Citizen, page: OwnPage, answer: unknown, said: string | undefined): Response {
  const { case_id } = answer as { case_id?: string }
  if (case_id !== undefined) return visit.go(`/my/cases/${case_id}`, 'started')
  return visit.go(pathOf(page), said === undefined ? 'done' : saidBy(page, said))
}

/** The fields of a form, each as it is told. */
export function fieldsIn({ body, fields }: OwnForm) {
  const known = fieldsOf(body())
  return fields.flatMap((told) => {
    const field = known.find(({ name }) => name === told.name)
    return field ? [{ ...field, ...told }] : []
  })
}

/** A form of a page. */
export function drawOwnForm(page: OwnPage, form: OwnForm, refused?: Again): Drawn {
  return {
    title: form.title,
    ...(refused ? { fault: refused.detail, status: refused.status } : {}),
    body: (
      <>
        <p>{form.lead}</p>
        <Form action={`${pathOf(page)}/${form.name}`} again={refused} label={form.title}>
          <Fields fields={fieldsIn(form)} again={refused} />
          <button type="submit" class="main">
            {form.button}
          </button>
        </Form>
      </>
    ),
  }
}
