/** What is one's own: relations, accounts, entitlements. */
import { dayOf } from '../../../shared/calendar/index.ts'
import { provinceOf } from '../../../shared/codes/index.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import { monthsInProvince } from '../../../shared/registers/months.ts'
import { employeeRelation } from '../../../shared/registers/relation.ts'
import { anyErrand, errandOn } from '../../calls/errands.ts'
import { household } from '../../calls/household.ts'
import { notFound } from '../../calls/problem.ts'
import { type Route, route } from '../../calls/route.ts'
import { recentMoney } from '../journal.ts'
import { accountsSchema, entitlementsSchema, meSchema } from '../schemas.ts'
import { accountsView, relationsOn } from '../views.ts'

const tag = '我的'

export const meRoutes: readonly Route[] = [
  route('GET /v1/me', {
    access: { citizen: 'own' },
    tag,
    summary: '我的参保情况（今天）',
    errand: anyErrand,
    answer: meSchema,
    async handler({ ports, births, subject }) {
      const [own, ...dependants] = await household({ ports, births }, subject.psn_no)
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
            const relation = guardianTo(child, own, today, births)
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
    errand: errandOn('account'),
    async handler({ ports, births, subject }) {
      const [own] = await household({ ports, births }, subject.psn_no)
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
    errand: anyErrand,
    async handler({ ports, births, subject }) {
      const files = await household({ ports, births }, subject.psn_no)
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
]
