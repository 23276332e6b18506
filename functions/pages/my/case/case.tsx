/** A case: what is done, who is waited for until when, what comes; what one may do about it, and how it was. */
import { actorNames } from '../../../../shared/registers/rows/cases.ts'
import { withdraw } from '../../../../shared/tasks/action.ts'
import { itemStates } from '../../../manifest.ts'
import { need } from '../../frame/client.ts'
import { fieldsOf, sentOf } from '../../frame/fields.ts'
import { again, type Posted } from '../../frame/posted.ts'
import type { Pages } from '../../frame/serve.tsx'
import type { Drawn } from '../../frame/shell.tsx'
import { limitText, moment } from '../../frame/values.tsx'
import { isElder } from '../elder.tsx'
import { type Citizen, type Whose, whoseIn } from '../whose.ts'
import { titleOf, waitInWords } from '../words.ts'
import { Action, type CasePage, isOpen, kindOf, type Refused } from './form.tsx'
import { Opinion } from './opinion.tsx'

/** The pages of a case, and what is asked for on them. */
export function servedCase(pages: Pages<'citizen'>): void {
  pages.get('/my/cases/:case_id', (visit) => drawCase(visit))

  pages.post('/my/cases/:case_id/actions/:action', async (visit, form) => {
    const whose = await whoseIn(visit)
    const case_id = visit.param('case_id')
    const { bundle } = need(await whose.api.call('GET /v1/cases/{case_id}', { path: { case_id } }))
    const name = visit.param('action')
    const kind = kindOf(bundle, name)
    const body = { action: name, ...(kind ? sentOf(fieldsOf(kind.body), form.written) : {}) }
    const result = await whose.api.call('POST /v1/cases/{case_id}/actions', {
      path: { case_id },
      body: body as never,
      key: form.key,
    })
    if (result.ok) return visit.go(whose.at(`/my/cases/${case_id}`), 'done')
    return drawCase(visit, { form: name, again: again(form, result) })
  })

  pages.post('/my/cases/:case_id/rating', async (visit, form) => {
    const { score = '', text, anonymous } = form.written
    const body = {
      score: Number(score),
      ...(text ? { text } : {}),
      ...(anonymous === 'true' ? { anonymous: true } : {}),
    }
    return say(visit, form, 'rating', (whose, case_id, key) =>
      whose.api.call('POST /v1/cases/{case_id}/rating', { path: { case_id }, body: body as never, key }),
    )
  })

  pages.post('/my/cases/:case_id/stuck', async (visit, form) => {
    const { text = '', bundle = '' } = form.written
    return say(visit, form, 'stuck', (whose, case_id, key) =>
      whose.api.call('POST /v1/feedback', { body: { kind: 'stuck', matter: bundle, case_id, text } as never, key }),
    )
  })
}

/** Says something about a case, and comes back to it. */
async function say(
  visit: Citizen,
  form: Posted,
  name: string,
  call: (whose: Whose, case_id: string, key: string) => Promise<Parameters<typeof again>[1] | { ok: true }>,
): Promise<Drawn | Response> {
  const whose = await whoseIn(visit)
  const case_id = visit.param('case_id')
  const result = await call(whose, case_id, form.key)
  if (result.ok) return visit.go(whose.at(`/my/cases/${case_id}`), name)
  return drawCase(visit, { form: name, again: again(form, result) })
}

async function drawCase(visit: Citizen, refused?: Refused): Promise<Drawn> {
  const whose = await whoseIn(visit)
  const case_id = visit.param('case_id')
  const kase = need(await whose.api.call('GET /v1/cases/{case_id}', { path: { case_id } }))
  const elder = isElder(visit)
  const open = refused?.form ?? visit.c.req.query('open')
  const page: CasePage = { kase, whose, refused, open, at: whose.at(`/my/cases/${case_id}`), now: visit.now }
  return {
    title: titleOf(kase.bundle),
    ...(refused ? { fault: refused.again.detail, status: refused.again.status } : {}),
    body: (
      <>
        <Now {...page} />
        {kase.actions
          .filter((name) => name !== withdraw.action)
          .map((name) => (
            <Action name={name} {...page} />
          ))}
        {elder ? null : <Items {...page} />}
        <section aria-label="办理经过">
          <h2>办理经过</h2>
          <ol class="timeline">
            {(elder ? kase.timeline.slice(-3) : kase.timeline).map(({ at, text, actor }) => (
              <li>
                <span class="hint">
                  {moment(at, page.now)} {actor === 'system' ? '系统' : actorNames[actor]}
                </span>
                <span>{text}</span>
              </li>
            ))}
          </ol>
        </section>
        <Opinion {...page} />
      </>
    ),
  }
}

const states = {
  running: '正在办',
  waiting: '正在办',
  done: '办好了',
  rejected: '没有办成',
  withdrawn: '不再办理',
} as const

/** What is asked of them comes first, then what has been reached, then by when all of it is over. */
function Now({ kase, whose, now }: CasePage) {
  const { status, waiting_for, due_at } = kase
  const awaited = isOpen(kase) ? waiting_for : undefined
  const due = due_at !== undefined && isOpen(kase) ? limitText(due_at, now) : undefined
  const mine = awaited?.actor === 'citizen'
  const asked = mine ? kase.items?.find(({ state }) => state === 'to-do') : undefined
  const until = awaited?.until === undefined ? undefined : limitText(awaited.until, now)
  return (
    <section aria-label="办到哪了" class={mine ? 'yours' : undefined}>
      <h2>办到哪了</h2>
      <p class="now">{awaited ? waitInWords(awaited, whose.other?.name) : states[status]}</p>
      {until === undefined ? null : <p class="strong">最晚{until}</p>}
      <p class="said">{asked?.text ?? kase.timeline.at(-1)?.text}</p>
      {due === undefined || due === until ? null : <p class="hint">整件事最晚{due}办好。</p>}
    </section>
  )
}

const marks: Readonly<Record<string, string>> = { 'to-do': 'blue', done: 'green' }

function Items({ kase }: CasePage) {
  const { items = [] } = kase
  if (items.length === 0) return null
  return (
    <section aria-label="分别办到哪了">
      <h2>分别办到哪了</h2>
      <ul class="items">
        {items.map(({ title, state, text, matters = [] }) => (
          <li>
            <span class="strong">{title}</span> <span class={`mark ${marks[state] ?? ''}`}>{itemStates[state]}</span>
            {matters.length === 0 ? <p class="said">{text}</p> : null}
            {matters.map((matter) => (
              <p>
                {matter.title}：{matter.text}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}
