/** Shares: made, listed and ended (RULES.md 2). */
import * as z from 'zod'
import { certno, flag, oneOf, positiveAmount, psnName, psnNo } from '../../../events/fields.ts'
import { dayOf } from '../../../shared/calendar/index.ts'
import { codeOf } from '../../../shared/codes/coded.ts'
import { foresee, type Handled, handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { pidOf, sameName } from '../../../shared/identity/index.ts'
import { formatYuan, yuan } from '../../../shared/money/index.ts'
import { guardianTo } from '../../../shared/registers/family/guardians.ts'
import { sharesAs } from '../../../shared/registers/family/shares.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { shareRelationNames } from '../../../shared/registers/rows/money.ts'
import type { Share } from '../../../shared/registers/rows.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { personNamed } from '../../acts/by-certno.ts'
import { called } from '../../calls/called.ts'
import { date, money } from '../../calls/fields.ts'
import { household, mayActFor } from '../../calls/household.ts'
import { missesOf } from '../../calls/misses.ts'
import { badRequest, notFound, type Problem, problem, problemBy } from '../../calls/problem.ts'
import { bundleOffProblem, personUnknown } from '../../calls/problem-codes.ts'
import { type Api, type Route, route } from '../../calls/route.ts'
import { endProblems, shareProblems } from './problems.ts'
import { endShare, grant, lastShare, type ShareAsked } from './rules/grant.ts'
import { askPremium } from './rules/premium.ts'
import { shareView } from './rules/view.ts'

const tag = '家庭共济'

const shareSchema = called(
  'Share',
  z.object({
    share_id: z.string(),
    psn_no: z.string().meta({ description: '授权人' }),
    psn_name: z.string().meta({ description: '授权人姓名' }),
    user_psn_no: z.string().meta({ description: '使用人' }),
    user_psn_name: z.string().meta({ description: '使用人姓名' }),
    relation: codeOf(shareRelationNames).meta({ description: '使用人是授权人的什么人' }),
    from: date,
    to: date.optional(),
    limit: money.optional().meta({ description: '一年最多用多少' }),
    used: money.meta({ description: '今年用了多少' }),
    status: codeOf({ active: '有效', ended: '已结束' }),
  }),
)

const sharesSchema = called(
  'Shares',
  z.object({
    shares: z.array(shareSchema),
    offers: z
      .array(z.object({ psn_no: z.string(), psn_name: z.string(), relation: codeOf(shareRelationNames) }))
      .meta({ description: '所监护的家人里，现在就可以给的' }),
    bills: z
      .array(
        z.object({
          bill_no: z.string(),
          user_psn_no: z.string(),
          user_psn_name: z.string(),
          amt: money,
          due_date: date,
        }),
      )
      .meta({ description: '已经给他们用的、所监护的家人，现在就可以替他们缴的居民医保缴费单' }),
  }),
)

/** What a share is asked for by. */
export const newShare = called(
  'NewShare',
  z
    .object({
      user_psn_no: psnNo.optional(),
      user_certno: certno.optional(),
      user_psn_name: psnName,
      relation: oneOf('使用人是您的什么人', shareRelationNames),
      limit: positiveAmount('一年最多用多少').optional(),
      commitment: flag('承诺').optional(),
    })
    .refine(({ user_psn_no, user_certno }) => (user_psn_no === undefined) !== (user_certno === undefined), {
      path: ['user_psn_no'],
      error: '人员编号、证件号码填一个',
    }),
)

export const shareRoutes: readonly Route[] = [
  route('POST /v1/shares', {
    access: { citizen: 'own' },
    tag,
    summary: '把我的个人账户给家人用：承诺亲属关系属实，马上生效',
    en: 'Share my account with a relative, on commitment, at once',
    body: newShare,
    answer: shareSchema,
    status: 201,
    problems: { ...personUnknown, ...shareProblems, ...bundleOffProblem },
    example: {
      user_certno: '999999199001010024',
      user_psn_name: '测试二',
      relation: 'spouse',
      limit: '1000.00',
      commitment: true,
    },
    async handler({ ports, rules, births, subject, body, attempt: { repeated, mark } }) {
      const own = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      if (!own.person || own.died !== undefined) return notFound()
      const user = await namedUser(ports, subject.id, body)
      if ('code' in user) return user
      const { relation, limit, commitment = false } = body
      const asked: ShareAsked = {
        user: user.pid,
        relation,
        commitment,
        ...(limit === undefined ? {} : { limit: yuan(limit) }),
      }
      if (!repeated) {
        const handled = await handle(ports, rules, own.pid, { apply: grant(asked, births), ...mark })
        if (handled.result === 'refused') return refusal(handled)
      }
      const holder = await loadSnapshot(ports, own.pid)
      const made = lastShare(holder, user)
      return made ? { body: shareView(made, holder, user, dayOf(ports.clock.now())) } : notFound()
    },
  }),

  route('GET /v1/shares', {
    access: { citizen: 'household' },
    tag,
    summary: '我给家人用的、家人给我和我所监护的家人用的个人账户；现在还可以给谁',
    en: 'Accounts that I share and that are shared with me or my dependants, and with whom I could share now',
    answer: sharesSchema,
    async handler({ ports, rules, births, subject }) {
      const [own, ...dependants] = await household({ ports, births }, subject.psn_no)
      if (!own) return notFound()
      const today = dayOf(ports.clock.now())
      const all = [...sharesAs('holder', own), ...[own, ...dependants].flatMap((file) => sharesAs('user', file))]
      const each = [...new Map(all.map((share) => [share.share_id, share])).values()].sort(inOrder)
      const shares = await Promise.all(each.map((share) => shown(ports, share)))
      const [offers, bills] = await Promise.all([
        Promise.all(dependants.map((child) => offerOf({ ports, rules, births }, own, child))),
        Promise.all(dependants.map((child) => billsOf({ ports, rules }, own, child))),
      ])
      return {
        body: {
          shares: shares.map(({ share, holder, user }) => shareView(share, holder, user, today)),
          offers: offers.flat(),
          bills: bills.flat(),
        },
      }
    },
  }),

  route('DELETE /v1/shares/{share_id}', {
    access: { citizen: 'household' },
    tag,
    summary: '结束一个共济：授权人、使用人（或其监护人）都可以，当天还能用',
    en: 'End a share, by its holder, its user or their guardian; it is in force to the end of the day',
    answer: shareSchema,
    problems: endProblems,
    async handler({ ports, rules, births, subject, params: { share_id }, attempt: { repeated, mark } }) {
      const pid = pidIn(share_id)
      const held = pid && (await loadSnapshot(ports, pid)).one('share', share_id)
      if (!held) return notFound()
      const { holder, user } = await shown(ports, held)
      const isTheirs = holder.pid === (await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))).pid
      if (!isTheirs && !(await mayActFor({ ports, births }, subject.psn_no, user))) return notFound()
      if (!repeated) {
        const handled = await handle(ports, rules, holder.pid, { apply: endShare(share_id, births), ...mark })
        if (handled.result === 'refused') return refusal(handled)
      }
      const now = await loadSnapshot(ports, holder.pid)
      const share = now.one('share', share_id)
      return share ? { body: shareView(share, now, user, dayOf(ports.clock.now())) } : notFound()
    },
  }),
]

const inOrder = (a: Share, b: Share) =>
  a.from === b.from ? (a.share_id < b.share_id ? -1 : 1) : a.from < b.from ? -1 : 1

/** Whom the holder names; who tries numbers out is told to wait before long. */
async function namedUser(
  ports: Ports,
  by: string,
  { user_psn_no, user_certno, user_psn_name }: z.output<typeof newShare>,
): Promise<PersonFile | Problem> {
  const misses = missesOf(ports.table, ports.clock)
  const refused = await misses.refusal('share', by)
  if (refused) return refused
  const named =
    user_psn_no === undefined
      ? await personNamed(ports, user_certno ?? '', user_psn_name)
      : await personOf(ports, user_psn_no, user_psn_name)
  if (named) return named
  return (
    (await misses.miss('share', by)) ??
    problemBy(personUnknown, 'person-unknown', '没有查到这个人，请核对编号或证件号码和姓名。')
  )
}

async function personOf(ports: Ports, psn_no: string, name: string): Promise<PersonFile | undefined> {
  const file = await loadSnapshot(ports, pidOf(ports.keys, psn_no))
  const isNamed = file.person !== undefined && sameName(file.person.private.psn_name, name)
  return isNamed && file.died === undefined ? file : undefined
}

function refusal({ status, code, detail, field }: Extract<Handled, { result: 'refused' }>): Problem {
  if (code === 'not-found') return notFound()
  return field === undefined ? problem(status, code, detail) : badRequest([{ field, message: detail }])
}

/** A share with the files of both. */
async function shown(ports: Ports, share: Share) {
  const [holder, user] = await Promise.all([loadSnapshot(ports, share.holder), loadSnapshot(ports, share.user)])
  return { share: holder.one('share', share.share_id) ?? share, holder, user }
}

/** A dependant with whom a share would be granted now (RULES.md 2.4). */
async function offerOf(
  { ports, rules, births }: Pick<Api, 'ports' | 'rules' | 'births'>,
  own: PersonFile,
  child: PersonFile,
) {
  const { person } = child
  if (!person || guardianTo(child, own, dayOf(ports.clock.now()), births) === undefined) return []
  const asked: ShareAsked = { user: child.pid, relation: 'child', commitment: false }
  const foreseen = await foresee(ports, rules, own.pid, { apply: grant(asked, births) })
  if (!('settled' in foreseen)) return []
  return [{ psn_no: person.psn_no, psn_name: person.private.psn_name, relation: 'child' as const }]
}

/** Bills of a dependant that would be paid out of the account now (RULES.md 5.2); of others a holder knows none by us. */
async function billsOf({ ports, rules }: Pick<Api, 'ports' | 'rules'>, own: PersonFile, child: PersonFile) {
  const { person } = child
  if (!person) return []
  const { psn_no: user_psn_no } = person
  const { psn_name: user_psn_name } = person.private
  const each = child.all('bill').map(async ({ bill_no, amt, due_date }) => {
    const apply = askPremium({ bill_no, rested: undefined }, { id: 'foreseen', time: ports.clock.now() })
    const foreseen = await foresee(ports, rules, own.pid, { apply })
    return 'settled' in foreseen ? [{ bill_no, user_psn_no, user_psn_name, amt: formatYuan(amt), due_date }] : []
  })
  return (await Promise.all(each)).flat()
}
