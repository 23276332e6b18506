/** 「网点」: where people are helped, and by whom. */
import type { Points, Result } from '../../../shared/client/index.ts'
import { pointKinds } from '../../../shared/points/point.ts'
import { newAgentSchema, newPointSchema } from '../../api/points/schema.ts'
import { matterNames } from '../../bundles/matters.ts'
import { may } from '../frame/client.ts'
import { type Field, fieldsOf, sentOf, type Written, writtenOf } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { Table } from '../frame/wide.tsx'
import { type After, here, type Operator, servedChange } from './change.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

/** A line of opening hours: `1,2,3,4,5 09:00 17:00`. */
const hoursOf = (line: string) => {
  const [days = '', from = '', to = ''] = line.trim().split(/\s+/)
  return { days: days.split(/[,，]/).map(Number), from, to }
}

const linesIn = (text = '') => text.split('\n').filter((line) => line.trim() !== '')

const point: Whole = {
  path: '/ops/points',
  noun: '网点',
  explains: '新的起一个编号。改已有的，请在上面找到它再点开：从这里开是空的，保存就整条换掉。',
  schema: newPointSchema,
  without: ['point_no'],
  written: {
    lng: { label: '经度', hint: '东经度数，如 118.18' },
    lat: { label: '纬度', hint: '北纬度数，如 39.63' },
    hours: { hint: '每行写星期、开门、关门，如 1,2,3,4,5 09:00 17:00' },
    communities: { hint: '每行写一个 12 位区划代码' },
  },
  body: ({ hours }) => ({ hours: linesIn(hours).map(hoursOf) }),
  unread: '没有看到；编号已有的，整条换掉',
  find: async (visit, id) => {
    const found = await pointIn(visit, id)
    const above = (
      <p>
        <a class="button" href={`/ops/points/${id}/agents`}>
          登记帮办员
        </a>
      </p>
    )
    if (!found) return { above }
    const hours = found.hours.map(({ days, from, to }) => `${days.join(',')} ${from} ${to}`)
    const { point_no: _no, open_now: _open, distance_m: _far, ...rest } = found
    return { title: String(found.name), known: { ...writtenOf(rest), hours: hours.join('\n') }, above }
  },
  put: (visit, point_no, body) => visit.api.call('PUT /v1/points/{point_no}', { path: { point_no }, body }),
  leads: (id, { admdvs = '', matters = '' }) =>
    `/ops/points/${id}?${new URLSearchParams({ admdvs, matter: linesIn(matters)[0]?.trim() ?? '' })}`,
}

/** The pages of points and their agents. */
export function servedPoints(pages: Pages<'operator'>): void {
  pages.get('/ops/points', async (visit) => {
    const { admdvs, matter } = asked(visit)
    const found = admdvs ? await pointsIn(visit) : undefined
    const points = found?.ok ? found.body.points : []
    return {
      title: '网点',
      ...(found && !found.ok ? { fault: found.problem.detail, status: found.status || 503 } : {}),
      body: (
        <>
          <Find admdvs={admdvs} matter={matter} />
          {found?.ok ? <List points={points} within={new URLSearchParams({ admdvs, matter }).toString()} /> : null}
          {found?.ok && found.body.cursor ? (
            <p>
              <a
                class="button"
                href={`/ops/points?${new URLSearchParams({ admdvs, matter, cursor: found.body.cursor })}`}
              >
                再看后面的
              </a>
            </p>
          ) : null}
          <New {...point} />
        </>
      ),
    }
  })

  servedAgents(pages)
  servedWhole(pages, point)
}

/** Where one looks for points, as the address says it. */
const asked = (visit: Operator) => ({
  admdvs: visit.c.req.query('admdvs') ?? '',
  matter: visit.c.req.query('matter') ?? 'enrolment',
})

/** A hundred of them, from where the address says or from `cursor` on. */
function pointsIn(visit: Operator, cursor = visit.c.req.query('cursor')): Promise<Result<Points>> {
  const query = { ...asked(visit), limit: 100, ...(cursor ? { cursor } : {}) }
  return visit.api.call('GET /v1/points', { query: query as never })
}

/** The API has no call for a point alone: it is looked for where the address says. */
async function pointIn(visit: Operator, id: string): Promise<Points['points'][number] | undefined> {
  if (!asked(visit).admdvs) return undefined
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const found: Points | undefined = may(await pointsIn(visit, cursor))
    const point = found?.points.find(({ point_no }) => point_no === id)
    if (point) return point
    cursor = found?.cursor
  }
  return undefined
}

function Find({ admdvs, matter }: { admdvs: string; matter: string }) {
  const fields: Field[] = [
    { name: 'admdvs', label: '统筹区', required: true, kind: 'text' },
    { name: 'matter', label: '能办什么', required: true, kind: 'choice', options: Object.entries(matterNames) },
  ]
  return (
    <section aria-label="找网点">
      <h2>找网点</h2>
      <p class="hint">统筹区写六位代码，例如 130100。</p>
      <form method="get" action="/ops/points" class="row" aria-label="找网点">
        <Fields fields={fields} written={{ admdvs, matter }} scope="find-" />
        <button type="submit">找</button>
      </form>
    </section>
  )
}

const List = ({ points, within }: Pick<Points, 'points'> & { within: string }) => (
  <Table
    label="网点"
    heads={['名称', ['种类', 'whole'], ['地址', 'long'], ['电话', 'whole'], ['现在', 'whole'], ['编号', 'whole']]}
    rows={points.map(({ point_no, name, kind, address, tel, open_now }) => [
      <a class="target" href={`/ops/points/${point_no}?${within}`}>
        {String(name)}
      </a>,
      pointKinds[kind as keyof typeof pointKinds] ?? kind,
      String(address),
      tel,
      open_now ? '开着' : '没开',
      point_no,
    ])}
    empty="这里没有能办这件事的网点。"
  />
)

const agentNo: Field = { name: 'agent_no', label: '帮办员编号', required: true, kind: 'text' }

/** An agent is registered with the point they work at. */
function servedAgents(pages: Pages<'operator'>): void {
  const fields = [agentNo, ...fieldsOf(newAgentSchema)]
  const draw = async (visit: Operator, after: After) => ({
    title: '登记帮办员',
    body: (
      <>
        <Form action={here(visit)} again={after.again} label="登记帮办员">
          <Fields fields={fields} again={after.again} />
          <button type="submit" class="main">
            保存
          </button>
        </Form>
        {after.question}
      </>
    ),
  })
  pages.get('/ops/points/:point_no/agents', (visit) => draw(visit, {}))
  servedChange(pages, {
    path: '/ops/points/:point_no/agents',
    draw,
    shows: (_visit, { written }) => ({
      title: '这样登记吗？',
      changes: [{ before: '没有登记过，或者原来的整条换掉', after: inWords(written) }],
    }),
    make: (visit, { written }) => {
      const { agent_no = '' } = written
      const path = { point_no: visit.param('point_no'), agent_no }
      const body = sentOf(fieldsOf(newAgentSchema), written) as never
      return visit.api.call('PUT /v1/points/{point_no}/agents/{agent_no}', { path, body })
    },
    said: 'kept',
    leads: () => '/ops/points',
  })
}

const inWords = ({ agent_no, psn_no, status, trained_on }: Written): string =>
  `${agent_no}：人员 ${psn_no}，${status === 'active' ? '在岗' : '暂停'}，${trained_on} 培训`
