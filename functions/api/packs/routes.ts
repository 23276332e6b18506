/** Policy packs (functions/packs/RULES.md): written and released by supervisors and operators, read by who passes them on. */
import * as z from 'zod'
import { named, someOf } from '../../../shared/codes/coded.ts'
import { type Admdvs, provinceArea } from '../../../shared/codes/index.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { pointOf } from '../../../shared/table/points.ts'
import type { SubjectOf } from '../../calls/access.ts'
import { officerName } from '../../calls/audit.ts'
import { paging } from '../../calls/paging.ts'
import { badRequest, notFound, type Problem, problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { areasSeen, isProvince } from '../../calls/reach.ts'
import { type Answer, type Attempt, type Route, route } from '../../calls/route.ts'
import { countsOf } from '../../packs/count.ts'
import { loadPack, type Pack } from '../../packs/pack.ts'
import { endPack, type PackChanged, type PackOfficer, putPack, releasePack } from '../../packs/release.ts'
import { statusNames } from '../schemas.ts'
import { listPacks } from './list.ts'
import { newPack, packIdPattern, packSchema, packStatus, packsSchema } from './schema.ts'

const tag = '政策包'
const writers = { supervisor: 'area', operator: 'all' } as const
const readers = { ...writers, clerk: 'area', agent: 'point' } as const

type Writer = SubjectOf<keyof typeof writers>
type Reader = SubjectOf<keyof typeof readers>

/** So long is counted how many drafts fit, for one answer. */
const countMs = 12_000

const problems = {
  'pack-released': {
    status: 409,
    name: '政策包不能再改',
    when: '政策包已经放行、等人同意，或者已经结束',
    remedy: '看政策包的现状；要改的另写一个',
    en: {
      when: 'The pack was released, waits for approval, or has ended',
      remedy: 'Look at how it stands; for another text write another pack',
    },
  },
  'pack-not-released': {
    status: 409,
    name: '政策包不在发送中',
    when: '只有放行了的政策包才能结束',
    remedy: '看政策包的现状',
    en: { when: 'Only a pack that is released can be ended', remedy: 'Look at how it stands' },
  },
  'pack-past': {
    status: 409,
    name: '政策包的期限已过',
    when: '政策包的最后一天已经过去',
    remedy: '改期限以后再提交',
    en: { when: 'The last day is past', remedy: 'Change the days, then try again' },
  },
} as const satisfies Problems

/** Areas whose released packs somebody reads: the own, and its province's; undefined: all. */
async function areasRead({ table }: Ports, subject: Reader): Promise<readonly Admdvs[] | undefined> {
  if (subject.role === 'operator') return undefined
  const area = subject.role === 'agent' ? (await pointOf(table, subject.point_no))?.admdvs : subject.area
  if (area === undefined) return []
  return isProvince(area) ? areasSeen(area) : [...new Set([area, provinceArea(area)])]
}

/** Whether somebody writes packs of an area: a supervisor those of the own pooling area. */
const writes = (subject: Reader, area: Admdvs): boolean =>
  subject.role === 'operator' || (subject.role === 'supervisor' && subject.area === area && !isProvince(area))

const isSeen = (subject: Reader, areas: readonly Admdvs[] | undefined, { admdvs, status }: Pack): boolean =>
  writes(subject, admdvs) || (status === 'released' && (areas === undefined || areas.includes(admdvs)))

const packAt = async ({ table }: Ports, packId: string): Promise<Pack | undefined> =>
  packIdPattern.test(packId) ? loadPack(table, packId) : undefined

const officerOf = (subject: Writer, { mark }: Pick<Attempt, 'mark'>): PackOfficer => ({
  id: subject.id,
  name: officerName(subject),
  beside: mark.beside ?? [],
})

async function viewOf(ports: Ports, pack: Pack, ms = countMs) {
  const { version: _version, released: _released, ...shown } = pack
  return { ...shown, counts: await countsOf(ports, pack, ms) }
}

async function answer(ports: Ports, changed: PackChanged): Promise<Answer | Problem> {
  if ('pack' in changed) return { body: await viewOf(ports, changed.pack) }
  const { refused } = changed
  return refused === 'unknown' ? notFound() : problemBy(problems, refused, `${problems[refused].when}。`)
}

/** A change of a pack that is in the writer's reach. */
async function changeOwn(
  ports: Ports,
  subject: Writer,
  packId: string,
  { repeated }: Attempt,
  change: () => Promise<PackChanged>,
): Promise<Answer | Problem> {
  const pack = await packAt(ports, packId)
  if (!pack || !writes(subject, pack.admdvs)) return notFound()
  return answer(ports, repeated ? { pack } : await change())
}

export const packRoutes: readonly Route[] = [
  route('PUT /v1/packs/{pack_id}', {
    access: writers,
    tag,
    summary: '写一个政策包，或者整个替换草稿；经办负责人只写本统筹区的',
    body: newPack,
    answer: packSchema,
    problems,
    example: {
      title: '就要退休的职工',
      parts: {
        what: '您快到法定退休年龄了。',
        why: '{area}的职工医保缴够年限，退休后不用再缴费。',
        do: '可以先看看缴费月数够不够。',
        ask: '{area}医保经办窗口',
      },
      admdvs: '130100',
      audience: { retires_within_months: 3 },
      standing: true,
      from: '2026-03-01',
      to: '2026-12-31',
      source: '示例',
    },
    async handler({ ports, subject, params: { pack_id }, body, attempt }) {
      if (!packIdPattern.test(pack_id)) {
        return badRequest([{ field: 'pack_id', message: '应为 1 至 64 个字母、数字、- 或 _' }])
      }
      const before = await loadPack(ports.table, pack_id)
      if ([body.admdvs, ...(before ? [before.admdvs] : [])].some((area) => !writes(subject, area))) return notFound()
      return answer(ports, await putPack(ports, pack_id, body, officerOf(subject, attempt)))
    },
  }),

  route('GET /v1/packs/{pack_id}', {
    access: readers,
    tag,
    summary: '一个政策包，和发给了多少人；经办人员和帮办员看放行了的',
    answer: packSchema,
    async handler({ ports, subject, params }) {
      const pack = await packAt(ports, params.pack_id)
      if (!pack || !isSeen(subject, await areasRead(ports, subject), pack)) return notFound()
      return { body: await viewOf(ports, pack) }
    },
  }),

  route('GET /v1/packs', {
    access: readers,
    tag,
    summary: '政策包，按地区和编号排列',
    query: z.object({
      status: named(
        z.enum(packStatus.options, { error: '没有这种状态' }),
        someOf(statusNames, ...packStatus.options),
      ).optional(),
      ...paging,
    }),
    answer: packsSchema,
    async handler({ ports, subject, query: { status, limit, cursor } }) {
      const areas = await areasRead(ports, subject)
      const isShown = (pack: Pack) => (status === undefined || pack.status === status) && isSeen(subject, areas, pack)
      const found = await listPacks(ports.table, areas, { limit, place: cursor, isShown })
      const packs = await Promise.all(
        found.packs.map((pack) => viewOf(ports, pack, Math.floor(countMs / found.packs.length))),
      )
      return { body: { packs, ...(found.place ? { cursor: found.place } : {}) } }
    },
  }),

  route('POST /v1/packs/{pack_id}/release', {
    access: writers,
    tag,
    summary: '放行政策包；人多的等另一个人同意；留痕',
    answer: packSchema,
    problems,
    handler: ({ ports, subject, params: { pack_id }, attempt }) =>
      changeOwn(ports, subject, pack_id, attempt, () => releasePack(ports, pack_id, officerOf(subject, attempt))),
  }),

  route('POST /v1/packs/{pack_id}/end', {
    access: writers,
    tag,
    summary: '结束政策包：马上不再发，以后也不再发；留痕',
    answer: packSchema,
    problems,
    handler: ({ ports, subject, params: { pack_id }, attempt }) =>
      changeOwn(ports, subject, pack_id, attempt, () => endPack(ports, pack_id, officerOf(subject, attempt))),
  }),
]
