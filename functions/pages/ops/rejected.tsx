/** 「退回的消息」: what was not taken, why, and 「重放」 once it is mended. */
import type { RejectedEvents } from '../../../shared/client/index.ts'
import { whyNot } from '../../api/schemas-operations.ts'
import { awaitedNames } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { Form } from '../frame/form.tsx'
import { again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import { moment } from '../frame/values.tsx'
import type { Operator } from './change.tsx'

/** The page `/ops/rejected`. */
export function servedRejected(pages: Pages<'operator'>): void {
  pages.get('/ops/rejected', drawRejected)

  pages.post('/ops/rejected/:id/replay', async (visit, form) => {
    const path = { id: visit.param('id') }
    const result = await visit.api.call('POST /v1/rejected-events/{id}/replay', { path, key: form.key })
    const drawn = () => drawRejected(visit)
    if (!result.ok) return { ...(await drawn()), fault: again(form, result).detail, status: result.status || 503 }
    if (result.body.status === 'accepted') return visit.go('/ops/rejected', 'accepted')
    return { ...(await drawn()), fault: `还是没有收下：${reasonOf(result.body.reason)}。` }
  })
}

const reasonOf = (reason = ''): string => whyNot[reason as keyof typeof whyNot] ?? reason

async function drawRejected(visit: Operator) {
  const cursor = visit.c.req.method === 'GET' ? visit.c.req.query('cursor') : undefined
  const query = { limit: 20, ...(cursor === undefined ? {} : { cursor }) }
  const { events, cursor: next } = need(await visit.api.call('GET /v1/rejected-events', { query }))
  return {
    title: '退回的消息',
    body: (
      <>
        {events.length === 0 ? <p>没有退回的消息：来的都收下了。</p> : null}
        {events.map((event) => (
          <Rejected event={event} now={visit.now} />
        ))}
        {next === undefined ? null : (
          <p>
            <a class="button" href={`/ops/rejected?cursor=${next}`}>
              再看以前的
            </a>
          </p>
        )}
      </>
    ),
  }
}

function Rejected({ event, now }: { event: RejectedEvents['events'][number]; now: string }) {
  const { id, received_at, type, source, reason, errors, body } = event
  const name = type ?? '认不出的消息'
  const called = awaitedNames[name.replace(/^mianshen\.|\.v\d+$/g, '')]
  return (
    <article class="card" aria-label={`${name}，${reasonOf(reason)}`}>
      <h2>
        {called ? `${called} ` : ''}
        {called ? <code>{name}</code> : name}
      </h2>
      <p class="strong">{reasonOf(reason)}</p>
      <p class="hint">
        {moment(received_at, now)} {source === undefined ? '' : `来自 ${source}`}
      </p>
      {errors.length === 0 ? null : (
        <ul>
          {errors.map(({ field, message }) => (
            <li>
              <code>{field}</code>：{message}
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>消息全文</summary>
        <pre class="wide" tabindex={0}>
          {typeof body === 'string' ? body : JSON.stringify(body, null, 2)}
        </pre>
      </details>
      <Form action={`/ops/rejected/${encodeURIComponent(id)}/replay`}>
        <button type="submit" aria-label={`重放：${name}`}>
          重放
        </button>
      </Form>
    </article>
  )
}
