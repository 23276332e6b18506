/** 「预测」: how much comes on each of the next days, and how many clerks that is. */
import type { Child } from 'hono/jsx'
import { dayKinds } from '../../../forecast/forecast.ts'
import { Bars } from '../../charts/bars.tsx'
import { may } from '../../frame/client.ts'
import { dayText } from '../../frame/values.tsx'
import { Table } from '../../frame/wide.tsx'
import type { SupervisorVisit } from '../tasks.ts'

/** Tasks of the own area, day by day. */
export async function forecast(visit: SupervisorVisit): Promise<Child> {
  const query = { admdvs: visit.subject.area, what: 'tasks' } as const
  const found = may(await visit.api.call('GET /v1/forecast', { query }))
  if (!found) return undefined
  const { days, mae, naive_mae } = found
  const bars = days.flatMap(({ date, expected }) =>
    expected === null ? [] : [{ name: dayText(date, visit.now), value: expected, text: `${expected} 件` }],
  )
  return (
    <>
      {bars.length === 0 ? <p>以前的数据还不够，暂时估不出。</p> : <Bars label="每天预计多少件" bars={bars} />}
      <Table
        label="预测"
        heads={['日期', '哪种日子', '预计', '最少', '最多', '需要人手']}
        rows={days.map(({ date, kind, expected, low, high, clerks }) => [
          dayText(date, visit.now),
          dayKinds[kind],
          expected,
          low,
          high,
          clerks,
        ])}
        empty="还没有数据。"
      />
      {mae === null ? null : <p class="quiet">{`最近 28 天平均差 ${mae} 件；照上周同一天估，差 ${naive_mae} 件。`}</p>}
    </>
  )
}
