/** What people say of the work, what is mended for it, and who helps in the villages. */
import type { Child } from 'hono/jsx'
import { addDays, dayOf, monthOf } from '../../../../shared/calendar/index.ts'
import { problemStatusNames } from '../../../api/feedback/problems.ts'
import { causeNames } from '../../../bundles/feedback/kinds.ts'
import { matterNames } from '../../../bundles/matters.ts'
import { Bars } from '../../charts/bars.tsx'
import { may } from '../../frame/client.ts'
import { yuan } from '../../frame/values.tsx'
import { type Cell, Table } from '../../frame/wide.tsx'
import type { SupervisorVisit } from '../tasks.ts'

/** Days that rates are of. */
const back = 30
const scores = [
  ['5', '非常满意'],
  ['4', '满意'],
  ['3', '基本满意'],
  ['2', '不满意'],
  ['1', '非常不满意'],
] as const

const percent = (ratio: string | null): string => (ratio === null ? '—' : `${(Number(ratio) * 100).toFixed(1)}%`)

/** 「评价」, of the last thirty days. */
export async function rates(visit: SupervisorVisit): Promise<Child> {
  const to = dayOf(visit.now)
  const query = { admdvs: visit.subject.area, from: addDays(to, -back), to }
  const found = may(await visit.api.call('GET /v1/rates', { query }))
  if (!found) return undefined
  const { feedback, ratings, good_rate } = found
  return (
    <>
      <Bars
        label="各档评价"
        bars={scores.map(([score, name]) => ({
          name,
          value: (ratings as Readonly<Record<string, number>>)[score] ?? 0,
          text: `${(ratings as Readonly<Record<string, number>>)[score] ?? 0} 次`,
        }))}
      />
      <Table
        label="评价和诉求"
        heads={['指标', '数值']}
        rows={[
          ['好评率', percent(good_rate)],
          ['诉求', `${feedback.opened} 件`],
          ['响应率', percent(feedback.response_rate)],
          ['按期率', percent(feedback.in_time_rate)],
          ['解决率', percent(feedback.solved_rate)],
          ['满意率', percent(feedback.satisfied_rate)],
          ['没有回音', `${feedback.silent} 件`],
        ]}
        empty="还没有数据。"
      />
    </>
  )
}

/** 「问题台账」. */
export async function problems(visit: SupervisorVisit): Promise<Child> {
  const found = may(await visit.api.call('GET /v1/problems', { query: { limit: 50 } }))
  if (!found) return undefined
  const rows = found.problems.map(({ matter, cause, status, case_ids, reopened }) => [
    matterNames[matter] ?? matter,
    (causeNames as Readonly<Record<string, string>>)[cause] ?? cause,
    problemStatusNames[status],
    case_ids.length,
    reopened,
  ])
  return (
    <Table label="问题台账" heads={['事项', '原因', '状态', '诉求数', '再次发生']} rows={rows} empty="没有问题。" />
  )
}

/** 「帮办员」: what was done at each point this month. */
export async function agents(visit: SupervisorVisit): Promise<Child> {
  const admdvs = visit.subject.area
  const lists = await Promise.all(
    Object.keys(matterNames).map((matter) =>
      visit.api.call('GET /v1/points', { query: { matter: matter as 'other', admdvs, limit: 100 } }),
    ),
  )
  const points = new Map(
    lists
      .flatMap((list) => may(list)?.points ?? [])
      .map(({ point_no, name }) => [String(point_no), String(name)] as const),
  )
  const month = monthOf(dayOf(visit.now))
  const rows = await Promise.all(
    [...points].map(async ([point_no, name]): Promise<readonly Cell[]> => {
      const path = { point_no }
      const said = may(await visit.api.call('GET /v1/points/{point_no}/statement', { path, query: { month } }))
      if (!said) return [name, 0, 0, 0, 0, '—']
      const sumOf = (what: 'acts' | 'returned') => said.matters.reduce((sum, one) => sum + one[what], 0)
      return [name, said.errands, sumOf('acts'), sumOf('returned'), said.home_visits, yuan(said.fee_total)]
    }),
  )
  return (
    <Table label="帮办员" heads={['网点', '委托', '办了', '退回', '上门', '费用']} rows={rows} empty="还没有网点。" />
  )
}
