/** 「暖心包」: plain messages for everybody whom they concern; written, released, ended. */
import type { Pack } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { newPack } from '../../api/packs/schema.ts'
import { may, need } from '../frame/client.ts'
import { writtenOf } from '../frame/fields.ts'
import { Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { Wide } from '../frame/wide.tsx'
import { type Change, type Operator, servedChange } from './change.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

const states = { draft: '草稿', 'to-approve': '等另一人确认', released: '已发布', ended: '已结束' } as const

const pack: Whole = {
  path: '/ops/packs',
  idName: '暖心包编号',
  schema: newPack,
  written: { 'audience.communities': { hint: '每行写一个区划代码' } },
  known: async (visit, id) => {
    const found = await packIn(visit, id)
    if (!found) return undefined
    const { pack_id: _id, status: _status, counts: _counts, ...rest } = found
    return writtenOf(rest)
  },
  put: (visit, pack_id, body) => visit.api.call('PUT /v1/packs/{pack_id}', { path: { pack_id }, body }),
  beside: async (visit, id) => {
    const found = await packIn(visit, id)
    return found ? <Standing pack={found} /> : null
  },
}

const packIn = async (visit: Operator, pack_id: string): Promise<Pack | undefined> =>
  may(await visit.api.call('GET /v1/packs/{pack_id}', { path: { pack_id } }))

/** The pages of packs. */
export function servedPacks(pages: Pages<'operator'>): void {
  pages.get('/ops/packs', async (visit) => {
    const { packs } = need(await visit.api.call('GET /v1/packs', { query: { limit: 100 } }))
    return {
      title: '暖心包',
      body: (
        <>
          <New {...pack} />
          {packs.length === 0 ? <p>还没有暖心包。</p> : <List packs={packs} />}
        </>
      ),
    }
  })
  servedChange(pages, step('release', '发布', '发给符合条件的人'))
  servedChange(pages, step('end', '结束', '不再发，也不能再改'))
  servedWhole(pages, pack)
}

/** A step in a pack's life that is asked once. */
const step = (name: 'release' | 'end', title: string, after: string): Change => ({
  path: `/ops/packs/:id/${name}`,
  draw: async (visit, { question }) => {
    const found = need(await visit.api.call('GET /v1/packs/{pack_id}', { path: { pack_id: visit.param('id') } }))
    return {
      title: found.pack_id,
      body: (
        <>
          <Standing pack={found} />
          {question}
        </>
      ),
    }
  },
  shows: async (visit) => {
    const found = need(await visit.api.call('GET /v1/packs/{pack_id}', { path: { pack_id: visit.param('id') } }))
    return {
      title: `${title}“${found.title}”吗？`,
      before: states[found.status],
      after: `${after}（符合的 ${found.counts.fits} 人）`,
    }
  },
  make: (visit, { key }) => {
    const path = { pack_id: visit.param('id') }
    return name === 'release'
      ? visit.api.call('POST /v1/packs/{pack_id}/release', { path, key })
      : visit.api.call('POST /v1/packs/{pack_id}/end', { path, key })
  },
  said: 'kept',
  leads: (visit) => `/ops/packs/${visit.param('id')}`,
})

/** Where a pack stands, whom it has reached, and what may be done with it. */
function Standing({ pack: { pack_id, status, counts } }: { pack: Pack }) {
  const { fits, sent, waiting, opted_out, lapsed, read } = counts
  return (
    <section aria-label="进展">
      <h2>进展</h2>
      <p>
        {states[status]}。符合 {fits} 人，已发 {sent}，等着发 {waiting}，不接收 {opted_out}，过期 {lapsed}，已读 {read}
        。
      </p>
      <div class="row">
        {status === 'draft' ? (
          <Form action={`/ops/packs/${pack_id}/release`}>
            <button type="submit" class="main">
              发布
            </button>
          </Form>
        ) : null}
        {status === 'released' ? (
          <Form action={`/ops/packs/${pack_id}/end`}>
            <button type="submit">结束</button>
          </Form>
        ) : null}
      </div>
    </section>
  )
}

function List({ packs }: { packs: readonly Pack[] }) {
  return (
    <Wide label="暖心包">
      <table>
        <caption>暖心包</caption>
        <thead>
          <tr>
            {['标题', '地方', '状态', '已发', '已读'].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {packs.map(({ pack_id, title, admdvs, status, counts }) => (
            <tr>
              <td>
                <a class="target" href={`/ops/packs/${pack_id}`}>
                  {title}
                </a>
              </td>
              <td>{areaName(admdvs as never)}</td>
              <td>{states[status]}</td>
              <td class="num">{counts.sent}</td>
              <td class="num">{counts.read}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
