/** What is one's own: relations, accounts, entitlements, notices. */
import * as z from 'zod'
import { dayOf } from '../../../shared/calendar/index.ts'
import { provinceOf } from '../../../shared/codes/index.ts'
import { World } from '../../../shared/engine/world.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import { employeeRelation, monthsInProvince } from '../../../shared/registers/relation.ts'
import { birthCases } from '../../bundles/newborn/reference.ts'
import { forecast } from '../../bundles/retirement/rules/forecast.ts'
import { paging } from '../../calls/paging.ts'
import { notFound, problemBy } from '../../calls/problem.ts'
import type { Problems } from '../../calls/problem-codes.ts'
import { type Route, route } from '../../calls/route.ts'
import { household } from '../household.ts'
import { noticesOf, recentMoney } from '../journal.ts'
import { accountsSchema, entitlementsSchema, meSchema, noticesSchema } from '../schemas.ts'
import { forecastSchema } from '../schemas-services.ts'
import { accountsView, relationsOn } from '../views.ts'

const tag = '我的'

/** Why there is no forecast. */
const forecastProblems = {
  'no-relation': { status: 409, name: '没有查到职工医保', when: '没有职工医保关系，无从预测' },
  'already-retired': { status: 409, name: '已经是退休人员', when: '已经是退休人员' },
  'policy-missing': { status: 409, name: '政策标准还没有录入', when: '办理要用的政策参数还没有录入' },
} as const satisfies Problems

const noForecast: Readonly<Record<keyof typeof forecastProblems, string>> = {
  'no-relation': '没有查到您的职工医保，退休预测只对参加职工医保的人有用。',
  'already-retired': '您已经按退休人员享受医保，不用再预测。',
  'policy-missing': '预测要用的政策标准还没有录入，请过些天再看。',
}

export const meRoutes: readonly Route[] = [
  route('GET /v1/me', {
    access: { citizen: 'own' },
    tag,
    summary: '我的参保情况（今天）',
    answer: meSchema,
    async handler({ ports, subject }) {
      const [own, ...dependants] = await household(ports, subject.psn_no)
      if (!own?.person) return notFound()
      const today = dayOf(ports.clock.now())
      const relation = employeeRelation(own, today)
      const months = relation ? monthsInProvince(own, provinceOf(relation.relation.insu_admdvs)).length : 0
      return {
        body: {
          psn_no: own.person.psn_no,
          psn_name: own.person.private.psn_name,
          relations: relationsOn(own, today),
          contribution_months: months,
          dependants: dependants.flatMap((child) => {
            const { person } = child
            const relation = guardianTo(child, own, today, birthCases)
            return person && relation ? [{ psn_no: person.psn_no, psn_name: person.private.psn_name, relation }] : []
          }),
        },
      }
    },
  }),

  route('GET /v1/me/accounts', {
    access: { citizen: 'own' },
    tag,
    summary: '我的个人账户：能用的、已到位的、每一笔',
    answer: accountsSchema,
    async handler({ ports, subject }) {
      const [own] = await household(ports, subject.psn_no)
      if (!own) return notFound()
      const { journals, cut } = await recentMoney(ports, own)
      return { body: { accounts: accountsView(own, journals), ...(cut ? { earlier_entries: true } : {}) } }
    },
  }),

  route('GET /v1/me/entitlements', {
    access: { citizen: 'household' },
    tag,
    summary: '我和家人的医保待遇',
    answer: entitlementsSchema,
    async handler({ ports, subject }) {
      const files = await household(ports, subject.psn_no)
      if (files.length === 0) return notFound()
      const entitlements = files.flatMap((file) =>
        file.all('entitlement').map(({ insu_admdvs, insutype, kind, from, to }) => ({
          psn_no: file.person?.psn_no ?? '',
          insu_admdvs,
          insutype,
          kind,
          from,
          to: to ?? null,
        })),
      )
      return { body: { entitlements } }
    },
  }),

  route('GET /v1/me/retirement-forecast', {
    access: { citizen: 'own' },
    tag,
    summary: '什么时候到退休年龄，到时候缴费年限够不够',
    answer: forecastSchema,
    problems: forecastProblems,
    async handler({ ports, subject }) {
      const [own] = await household(ports, subject.psn_no)
      if (!own) return notFound()
      const world = new World(ports)
      const found = await world.withFacts(() => forecast(own, dayOf(ports.clock.now()), world.look))
      return 'ok' in found ? { body: found.ok } : problemBy(forecastProblems, found.none, noForecast[found.none])
    },
  }),

  route('GET /v1/me/notices', {
    access: { citizen: 'household' },
    tag,
    summary: '我和家人的消息，新的在前',
    query: z.object(paging),
    answer: noticesSchema,
    async handler({ ports, subject, query }) {
      const files = await household(ports, subject.psn_no)
      if (files.length === 0) return notFound()
      const { notices, place } = await noticesOf(ports, files, query.limit, query.cursor)
      return { body: { notices, ...(place ? { cursor: place } : {}) } }
    },
  }),
]
