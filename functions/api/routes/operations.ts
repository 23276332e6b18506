/** What operators do: settings, parameters, clearings, rejected events, the proof of the ledger. */
import * as z from 'zod'
import { day, province, words } from '../../../events/fields.ts'
import { type Day, dayOf } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import type { Admdvs } from '../../../shared/codes/index.ts'
import { parseAdmdvs, poolingAreaOf, type Standing, standings } from '../../../shared/codes/index.ts'
import { formatYuan } from '../../../shared/money/index.ts'
import { type AnyParameter, couldHold, type PolicyRow, policyAt, rowsOf } from '../../../shared/policy/index.ts'
import { loadPolicies } from '../../../shared/table/policies.ts'
import { loadSettings } from '../../../shared/table/settings.ts'
import { bundleNames, parameterNames, parameters } from '../../bundles/all.ts'
import { audited, officerName } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { paging } from '../../calls/paging.ts'
import { badRequest, notFound, problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { type Clearing, loadClearing, openClearing } from '../../clearing/clearing.ts'
import { checkNow } from '../../proof/check.ts'
import { putPolicy, releaseProblems } from '../policies.ts'
import { listRejected, replay } from '../rejected.ts'
import {
  clearingSchema,
  ledgerCheckSchema,
  newSettingsSchema,
  policiesSchema,
  policySchema,
  rejectedSchema,
  replaySchema,
  settingsSchema,
} from '../schemas-operations.ts'
import { areaIn, type NewSettings, putSettings, settingsView } from '../settings.ts'

const tag = '运行'
const operator = { operator: 'all' } as const

/** Where the stage asks for two persons, one tries a parameter and another releases it. */
const putProblems = { 'second-person': { ...releaseProblems['second-person'], status: 409 } } as const

/** A bundle goes live upon what the bureau has confirmed. */
const settingsProblems = {
  'policies-to-confirm': {
    status: 409,
    name: '有政策参数待核实',
    when: '这项业务在当地要用的政策参数还有待核实的，rows 里逐条列出；核实录入后再转正式运行',
    remedy: '按 rows 逐条核实录入，再转正式运行',
    en: {
      when: 'Parameters that the matter needs in this area are still to be confirmed; rows lists them',
      remedy: 'Confirm each row that rows lists, then go live',
    },
  },
} as const satisfies Problems

function policiesToConfirm(rows: readonly PolicyRow[]) {
  const named = rows.map(({ name, admdvs, from }) => ({ name, admdvs, ...(from === undefined ? {} : { from }) }))
  const titles = [...new Set(rows.map(({ name }) => parameterNames[name] ?? name))].join('、')
  const detail = `转正式运行前，请先核实这些政策参数：${titles}。`
  return problemBy(settingsProblems, 'policies-to-confirm', detail, { more: { rows: named } })
}

export const operationRoutes: readonly Route[] = [
  route('GET /v1/regions/{admdvs}/settings', {
    access: operator,
    tag,
    summary: '统筹区的设置',
    answer: settingsSchema,
    async handler({ ports, params }) {
      const area = areaIn(params.admdvs)
      return area ? { body: settingsView((await loadSettings(ports, area)).settings) } : notFound()
    },
  }),

  route('PUT /v1/regions/{admdvs}/settings', {
    access: operator,
    tag,
    summary: '修改统筹区的设置；留痕',
    body: newSettingsSchema,
    answer: settingsSchema,
    example: { accepts_account_transfer: true, bundles: { [bundleNames[0]]: { state: 'shadow' } } },
    problems: settingsProblems,
    async handler({ ports, subject, params, body }) {
      const area = areaIn(params.admdvs)
      if (!area) return notFound()
      const put = await putSettings(ports, area, body as NewSettings, officerName(subject))
      if ('errors' in put) return badRequest(put.errors)
      return 'settings' in put ? { body: settingsView(put.settings) } : policiesToConfirm(put.toConfirm)
    },
  }),

  route('GET /v1/policies', {
    access: operator,
    tag,
    summary:
      '有日期的政策参数；给出日期时只列当日有效的，同时给出地区时取最近一级；给出地区和可信程度时，列出当地办件可能依据的各行，如待确认的',
    query: z.object({
      name: z.string().optional(),
      admdvs: z.string().optional(),
      on: day('日期').optional(),
      standing: codeOf(standings).optional(),
    }),
    answer: policiesSchema,
    async handler({ ports, query }) {
      const { name, admdvs, on, standing } = query
      const area = admdvs === undefined || admdvs === '000000' ? admdvs : parseAdmdvs(admdvs) && poolingAreaOf(admdvs)
      if (admdvs !== undefined && area === undefined)
        return badRequest([{ field: 'admdvs', message: '应为六位行政区划代码' }])
      const { amendments } = await loadPolicies(ports.table)
      const named = [...parameters.values()].filter((one) => name === undefined || one.name === name)
      const asked = { area: area as Admdvs | undefined, on, standing }
      return { body: { policies: named.flatMap((one) => policiesAskedFor(amendments, one, asked)) } }
    },
  }),

  route('PUT /v1/policies/{name}', {
    access: operator,
    tag,
    summary: '设置或修改一个政策参数；留痕，等它的办件自动继续',
    body: called(
      'NewPolicy',
      z.object({
        admdvs: z.unknown(),
        from: z.unknown().optional(),
        value: z.unknown(),
        source: words('依据'),
      }),
    ),
    answer: policySchema,
    example: { admdvs: '000000', from: '2027-01-01', value: '420.00', source: '示例文号' },
    problems: putProblems,
    async handler({ ports, subject, params, body, secondPerson }) {
      const { name } = params
      const parameter = parameters.get(name)
      if (!parameter) return notFound()
      if (secondPerson) return problemBy(putProblems, 'second-person', `${putProblems['second-person'].when}。`)
      const { admdvs, from, value, source } = body
      const set = await putPolicy(ports, parameter, { admdvs, from, value, source }, officerName(subject))
      return set.ok ? { body: set.row } : badRequest(set.errors)
    },
  }),

  route('POST /v1/clearings', {
    access: operator,
    tag,
    summary: '清算一个省到某日为止的划转；同省同日只有一次',
    body: called(
      'NewClearing',
      z.object({
        date: day('日期'),
        province,
      }),
    ),
    answer: clearingSchema,
    example: { date: '2026-03-02', province: '13' },
    async handler({ ports, rules, body }) {
      if (body.date > dayOf(ports.clock.now())) return badRequest([{ field: 'date', message: '不能清算将来的日期' }])
      return { body: clearingView(await openClearing(ports, rules, body.province, body.date)) }
    },
  }),

  route('GET /v1/clearings/{clearing_id}', {
    access: operator,
    tag,
    summary: '一次清算',
    answer: clearingSchema,
    async handler({ ports, params }) {
      const clearing = await loadClearing(ports, params.clearing_id)
      return clearing ? { body: clearingView(clearing) } : notFound()
    },
  }),

  route('GET /v1/rejected-events', {
    access: operator,
    tag,
    summary: '没有收下的事件和等得太久的事件，新的在前',
    query: z.object(paging),
    answer: rejectedSchema,
    async handler({ ports, subject, query }) {
      const listed = await listRejected(ports, query.limit, query.cursor)
      await audited(ports, subject, 'rejected-events.list', 'all', { ids: listed.events.map(({ id }) => id) })
      return { body: listed }
    },
  }),

  route('POST /v1/rejected-events/{id}/replay', {
    access: operator,
    tag,
    summary: '再收一次',
    answer: replaySchema,
    async handler({ ports, rules, subject, params: { id }, ...api }) {
      const result = await replay({ ports, rules, ...api }, id)
      if (result) await audited(ports, subject, 'rejected-event.replay', id, result)
      return result ? { body: result, passing: result.status === 'rejected' } : notFound()
    },
  }),

  route('GET /v1/ledger/check', {
    access: operator,
    tag,
    summary: '核对账本：上一次全面核对的结果，加上此后的每一笔',
    answer: ledgerCheckSchema,
    async handler({ ports }) {
      return { body: await checkNow(ports) }
    },
  }),
]

/**
 * A parameter's rows as asked for: all of an area, those that hold on a day, of an area and a day the nearest; or those of
 * a standing, with an area those that a decision there could rest on.
 */
function policiesAskedFor(
  amendments: readonly PolicyRow[],
  parameter: AnyParameter,
  { area, on, standing }: { area: Admdvs | undefined; on: Day | undefined; standing: Standing | undefined },
): PolicyRow[] {
  const rows = rowsIn(amendments, parameter, { area, on, nearest: standing !== undefined })
  return standing === undefined ? rows : rows.filter((row) => row.standing === standing)
}

function rowsIn(
  amendments: readonly PolicyRow[],
  parameter: AnyParameter,
  { area, on, nearest }: { area: Admdvs | undefined; on: Day | undefined; nearest: boolean },
): PolicyRow[] {
  const rows = rowsOf(amendments, parameter)
  if (on === undefined) {
    if (area === undefined) return [...rows]
    return nearest ? couldHold(amendments, parameter, area) : rows.filter((row) => row.admdvs === area)
  }
  const areas = area === undefined ? [...new Set(rows.map((row) => row.admdvs))] : [area]
  return areas.flatMap((one) => {
    const answer = policyAt(amendments, parameter, one, on)
    return answer.found && (area !== undefined || answer.row.admdvs === one) ? [answer.row] : []
  })
}

/** A clearing as the contract shows it: whatever goes on inside, it is open until it is settled. */
function clearingView(clearing: Clearing) {
  const { clearing_id, date, province, status, gross, positions, orders } = clearing
  return {
    clearing_id,
    date,
    province,
    status: status === 'settled' ? 'settled' : 'open',
    gross: gross.map((one) => ({ ...one, amt: formatYuan(one.amt) })),
    positions: positions.map(({ admdvs, net }) => ({ admdvs, net: formatYuan(net) })),
    orders: orders.map(({ right_at: _right, wrong_at: _wrong, ...order }) => ({
      ...order,
      amt: formatYuan(order.amt),
    })),
  }
}
