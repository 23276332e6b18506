/** 「消息」: what one was told, what of it one has read, and whether one wants news of policies. */
import type { Notices } from '../../../shared/client/index.ts'
import { noticeNames } from '../../bundles/all.ts'
import { need } from '../frame/client.ts'
import { Form } from '../frame/form.tsx'
import { again } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import { moment } from '../frame/values.tsx'
import { isElder, More } from './elder.tsx'
import { type Citizen, cursorIn } from './whose.ts'

/** The page `/my/notices` and what it asks for. */
export function servedNotices(pages: Pages<'citizen'>): void {
  pages.get('/my/notices', drawNotices)

  pages.post('/my/notices/read', async (visit, form) => {
    const { notice_id = '' } = form.written
    const read = await visit.api.call('POST /v1/me/notices/{notice_id}/read', { path: { notice_id } })
    if (read.ok) return visit.go('/my/notices', 'read')
    const { detail, status } = again(form, read)
    return { ...(await drawNotices(visit)), fault: detail, status }
  })

  pages.post('/my/notices/preferences', async (visit, form) => {
    const kept = need(await visit.api.call('GET /v1/me/preferences'))
    const wanted = { packs: 'packs' in form.written ? form.written.packs === 'true' : kept.packs }
    const copies = { copy_to_helper: 'copies' in form.written ? form.written.copies === 'true' : kept.copy_to_helper }
    need(await visit.api.call('PUT /v1/me/preferences', { body: { ...kept, ...wanted, ...copies } }))
    return visit.go('/my/notices', 'kept')
  })
}

async function drawNotices(visit: Citizen) {
  const elder = isElder(visit)
  const [{ notices, cursor: next }, preferences] = await Promise.all([
    visit.api.call('GET /v1/me/notices', { query: { limit: elder ? 3 : 20, ...cursorIn(visit) } }).then(need),
    visit.api.call('GET /v1/me/preferences').then(need),
  ])
  return {
    title: '消息',
    body: (
      <>
        {notices.length === 0 ? <p>还没有消息。您的事办到哪一步，会在这里告诉您。</p> : null}
        {notices.map((notice) => (
          <OneNotice notice={notice} elder={elder} now={visit.now} />
        ))}
        <More show={next !== undefined} href={`/my/notices?cursor=${next}`}>
          再看以前的
        </More>
        <div class="row">
          <Switch name="packs" on={preferences.packs} texts={['不再接收政策消息', '接收政策消息']} />
          {elder ? null : (
            <Switch
              name="copies"
              on={preferences.copy_to_helper}
              texts={['政策消息不再抄送家人', '政策消息也抄送帮办家人']}
            />
          )}
        </div>
      </>
    ),
  }
}

function OneNotice({ notice, elder, now }: { notice: Notices['notices'][number]; elder: boolean; now: string }) {
  const { notice_id, template, text, at, read_at } = notice
  return (
    <article class="card">
      <h2>{noticeNames[template] ?? '消息'}</h2>
      <p class="said">{text}</p>
      <div class="foot">
        <span class="hint">
          {moment(at, now)}
          {read_at === undefined ? '' : ' · 已读'}
        </span>
        {read_at === undefined && !elder ? (
          <Form action="/my/notices/read">
            <input type="hidden" name="notice_id" value={notice_id} />
            <button type="submit" aria-label={`标为已读：${noticeNames[template] ?? '消息'}`}>
              标为已读
            </button>
          </Form>
        ) : null}
      </div>
    </article>
  )
}

function Switch({ name, on, texts: [off, back] }: { name: string; on: boolean; texts: readonly [string, string] }) {
  return (
    <Form action="/my/notices/preferences">
      <input type="hidden" name={name} value={on ? 'false' : 'true'} />
      <button type="submit">{on ? off : back}</button>
    </Form>
  )
}
