/** 「网点」: where people are helped, and by whom. */
import type { Points } from '../../../shared/client/index.ts'
import { newAgentSchema, newPointSchema } from '../../api/points/schema.ts'
import { matterNames } from '../../bundles/matters.ts'
import { may } from '../frame/client.ts'
import { type Field, fieldsOf, sentOf, type Written, writtenOf } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import type { Pages } from '../frame/serve.tsx'
import { type After, type Operator, servedChange } from './change.tsx'
import { New, servedWhole, type Whole } from './whole.tsx'

const codes = Object.entries(matterNames)
  .map(([code, name]) => `${code} ${name}`)
  .join('、')

/** A line of opening hours: `1,2,3,4,5 09:00 17:00`. */
const hoursOf = (line: string) => {
  const [days = '', from = '', to = ''] = line.trim().split(/\s+/)
  return { days: days.split(/[,，]/).map(Number), from, to }
}

const linesIn = (text = '') => text.split('\n').filter((line) => line.trim() !== '')

const point: Whole = {
  path: '/ops/points',
  idName: '网点编号',
  schema: newPointSchema,
  without: ['point_no'],
  written: {
    hours: { hint: '每行写星期、开门、关门，如 1,2,3,4,5 09:00 17:00' },
    matters: { hint: `每行写一个代码：${codes}` },
    communities: { hint: '每行写一个 12 位区划代码' },
  },
  body: ({ hours }) => ({ hours: linesIn(hours).map(hoursOf) }),
  known: async (visit, id) => {
    const found = await pointIn(visit, id)
    if (!found) return undefined
    const hours = found.hours.map(({ days, from, to }) => `${days.join(',')} ${from} ${to}`)
    const { point_no: _no, open_now: _open, distance_m: _far, ...rest } = found
    return { ...writtenOf(rest), hours: hours.join('\n') }
  },
  put: (visit, point_no, body) => visit.api.call('PUT /v1/points/{point_no}', { path: { point_no }, body }),
  beside: async (_visit, id) => (
    <p>
      <a class="button" href={`/ops/points/${id}/agents`}>
        登记帮办员
      </a>
    </p>
  ),
}

/** The pages of points and their agents. */
export function servedPoints(pages: Pages<'operator'>): void {
  pages.get('/ops/points', async (visit) => {
    const { admdvs, matter } = asked(visit)
    const found = admdvs
      ? await visit.api.call('GET /v1/points', { query: { admdvs, matter, limit: 100 } as never })
      : undefined
    const points = found?.ok ? found.body.points : []
    return {
      title: '网点',
      ...(found && !found.ok ? { fault: found.problem.detail, status: found.status || 503 } : {}),
      body: (
        <>
          <New {...point} />
          <Find admdvs={admdvs} matter={matter} />
          {admdvs && points.length === 0 ? <p>没有找到。</p> : null}
          <ul class="columns">
            {points.map(({ point_no, name }) => (
              <li>
                <a class="choice" href={`/ops/points/${point_no}?admdvs=${admdvs}&matter=${matter}`}>
                  {name}（{point_no}）
                </a>
              </li>
            ))}
          </ul>
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

async function pointIn(visit: Operator, id: string): Promise<Points['points'][number] | undefined> {
  const { admdvs, matter } = asked(visit)
  if (!admdvs) return undefined
  const found = may(await visit.api.call('GET /v1/points', { query: { admdvs, matter, limit: 100 } as never }))
  return found?.points.find(({ point_no }) => point_no === id)
}

function Find({ admdvs, matter }: { admdvs: string; matter: string }) {
  const fields: Field[] = [
    { name: 'admdvs', label: '统筹区', hint: '六位代码，例如 130100', required: true, kind: 'text' },
    { name: 'matter', label: '能办什么', required: true, kind: 'choice', options: Object.entries(matterNames) },
  ]
  return (
    <form method="get" action="/ops/points" aria-label="找网点">
      <Fields fields={fields} written={{ admdvs, matter }} scope="find-" />
      <button type="submit">找</button>
    </form>
  )
}

const agentNo: Field = { name: 'agent_no', label: '帮办员编号', required: true, kind: 'text' }

/** An agent is registered with the point they work at. */
function servedAgents(pages: Pages<'operator'>): void {
  const fields = [agentNo, ...fieldsOf(newAgentSchema)]
  const draw = async (visit: Operator, after: After) => ({
    title: '登记帮办员',
    body: (
      <>
        <Form action={visit.c.req.path} again={after.again} label="登记帮办员">
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
      before: '原来的登记，整条换掉',
      after: inWords(written),
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
