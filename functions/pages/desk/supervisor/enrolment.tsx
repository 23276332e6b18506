/** 「参保地图」: who of the area’s residents is insured, place by place. */
import type { Child } from 'hono/jsx'
import { areaName, poolingAreaOf } from '../../../../shared/codes/index.ts'
import { Bars } from '../../charts/bars.tsx'
import { may } from '../../frame/client.ts'
import { Table } from '../../frame/wide.tsx'
import type { SupervisorVisit } from '../tasks.ts'

/** A pooling area by its name; below it nothing has a name here but its code, and what it is. */
function placeName(code: string): string {
  if (code.length > 6) return `${code.length === 9 ? '街道' : '社区'} ${code}`
  return poolingAreaOf(code as never) === code ? areaName(code) : `县区 ${code}`
}

const percent = (ratio: unknown) => (typeof ratio === 'string' ? `${(Number(ratio) * 100).toFixed(1)}%` : '—')

/** This month's. */
export async function enrolmentMap(visit: SupervisorVisit): Promise<Child> {
  const query = { code: visit.subject.area, period: 'month' } as const
  const map = may(await visit.api.call('GET /v1/enrolment-map', { query }))
  if (!map) return undefined
  const line = (one: (typeof map)['parts'][number]) => [
    placeName(one.code),
    percent(one.rate),
    one.residents,
    one.insured,
    one.exempt,
    one.not_insured,
  ]
  return (
    <>
      <Bars
        label="各地参保率"
        most={1}
        bars={map.parts.map(({ code, rate }) => ({
          name: placeName(code),
          value: Number(rate ?? 0),
          text: percent(rate),
        }))}
      />
      <Table
        label="参保地图"
        heads={[['地方', 'whole'], '参保率', '居民', '已参保', '不用参保', '未参保']}
        rows={[line({ ...map }), ...map.parts.map(line)]}
        empty="还没有数据。"
      />
      <p class="quiet">{`本月新增 ${map.new} 人，减少 ${map.lost} 人。`}</p>
    </>
  )
}
