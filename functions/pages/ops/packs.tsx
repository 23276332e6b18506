/** 「暖心包」: plain messages for everybody whom they concern; written, released, ended. */
import type { Pack } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { newPack } from '../../api/packs/schema.ts'
import { may, need } from '../frame/client.ts'
import { writtenOf } from '../frame/fields.ts'
import { Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { Table } from '../frame/wide.tsx'
import { type Change, type Operator, servedChange } from './change.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

const states = { draft: '草稿', 'to-approve': '等另一人确认', released: '已发布', ended: '已结束' } as const

const pack: Whole = {
  path: '/ops/packs',
  noun: '暖心包',
  explains: '新的起一个编号，用字母、数字、横线；改草稿写它的编号，或者在下面点开。',
  schema: newPack,
  written: {
    'parts.what': { kind: 'long' },
    'parts.why': { kind: 'long' },
    'parts.do': { kind: 'long' },
    'audience.communities': { hint: '每行写一个 6、9 或 12 位区划代码' },
  },
  find: async (visit, id) => {
    const found = await packIn(visit, id)
    if (!found) return {}
    const { pack_id: _id, status, counts: _counts, ...rest } = found
    return {
      title: found.title,
      known: writtenOf(rest),
      above: <Standing pack={found} />,
      ...(status === 'draft' ? {} : { isFixed: true }),
    }
  },
  put: (visit, pack_id, body) => visit.api.call('PUT /v1/packs/{pack_id}', { path: { pack_id }, body }),
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
          <List packs={packs} />
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
      title: found.title,
      beside: <span class="hint">暖心包 {found.pack_id}</span>,
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
      changes: [{ before: states[found.status], after: `${after}（符合的 ${found.counts.fits} 人）` }],
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
  const { fits, partial, sent, waiting, opted_out, lapsed, read } = counts
  const tallies = [
    [partial ? '已数到符合' : '符合', fits],
    ['已发', sent],
    ['已读', read],
    ['等着发', waiting],
    ['不接收', opted_out],
    ['过期没发', lapsed],
  ] as const
  return (
    <section aria-label="进展">
      <h2>{states[status]}</h2>
      <dl class="tallies">
        {tallies.map(([name, count]) => (
          <div>
            <dt>{name}</dt>
            <dd>{count} 人</dd>
          </div>
        ))}
      </dl>
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
    </section>
  )
}

const List = ({ packs }: { packs: readonly Pack[] }) => (
  <Table
    label="暖心包"
    heads={['标题', ['地方', 'whole'], ['状态', 'whole'], '符合', '已发', '已读']}
    rows={packs.map(({ pack_id, title, admdvs, status, counts }) => [
      <a class="target" href={`/ops/packs/${pack_id}`}>
        {title}
      </a>,
      areaName(admdvs as never),
      states[status],
      counts.fits,
      counts.sent,
      counts.read,
    ])}
    empty="还没有暖心包：写好发布以后，符合条件的人会收到。"
  />
)
