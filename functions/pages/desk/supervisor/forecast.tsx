/** 「预测」: how much comes on each of the next days, and how many clerks that is. */
import type { Child } from 'hono/jsx'
import { Bars } from '../../charts/bars.tsx'
import { may } from '../../frame/client.ts'
import { dayText } from '../../frame/values.tsx'
import { Table } from '../../frame/wide.tsx'
import { type SupervisorVisit, titleOf } from '../tasks.ts'

/** Days that are shown. */
const ahead = 10

/** Tasks of the own area, day by day. */
export async function forecast(visit: SupervisorVisit): Promise<Child> {
  const query = { admdvs: visit.subject.area, what: 'tasks' } as const
  const found = may(await visit.api.call('GET /v1/forecast', { query }))
  if (!found || found.days.length === 0) return undefined
  const byDay = [...Map.groupBy(found.days, ({ date }) => date)].slice(0, ahead)
  const bars = byDay.map(([date, kinds]) => {
    const expected = kinds.reduce((sum, one) => sum + Number(one.expected), 0)
    return { name: dayText(date, visit.now), value: expected, text: `${Math.round(expected)} 件` }
  })
  const shown = new Set(byDay.map(([date]) => date))
  return (
    <>
      <Bars label="每天预计多少件" bars={bars} />
      <Table
        label="预测"
        heads={['日期', '事项', '预计', '少则', '多则', '需要人手']}
        rows={found.days
          .filter(({ date }) => shown.has(date))
          .map((one) => [
            dayText(one.date, visit.now),
            titleOf(one.kind),
            String(one.expected),
            String(one.low),
            String(one.high),
            String(one.clerks),
          ])}
        empty="还没有数据。"
      />
      <p class="quiet">{`平均误差 ${String(found.mae ?? '—')}，按上周同日估的误差 ${String(found.naive_mae ?? '—')}。`}</p>
    </>
  )
}
