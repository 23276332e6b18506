/** Cases: what is going on, and what a citizen may do about it. */
import * as z from 'zod'
import { bankAccount, oneOf, words } from '../../../events/fields.ts'
import { compareInstants, dayOf, type Instant } from '../../../shared/calendar/index.ts'
import type { CitizenAction } from '../../../shared/chain/chain.ts'
import { handle } from '../../../shared/chain/handle.ts'
import type { Ports } from '../../../shared/chain/ports.ts'
import { childPsnNo, pidOf } from '../../../shared/identity/index.ts'
import { firstCase } from '../../../shared/registers/certificates.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { guardianTo } from '../../../shared/registers/guardians.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { newbornForm, startFromForm } from '../../bundles/newborn/form.ts'
import { audited } from '../../http/audit.ts'
import type { Subject } from '../../http/auth.ts'
import { pageOf, paging } from '../../http/paging.ts'
import { badRequest, notFound, type Problem, problem } from '../../http/problem.ts'
import { type Route, route } from '../../http/route.ts'
import { childFile } from '../child.ts'
import { clerkCases } from '../clerk-cases.ts'
import { casesOf, household, mayActFor, numbersOf } from '../household.ts'
import { isPayee } from '../payees.ts'
import { caseSchema, casesSchema } from '../schemas.ts'
import { caseSummary, caseView } from '../views.ts'

const tag = '办件'

const bundle = z.enum(['newborn', 'maternity-allowance', 'retirement', 'transfer', 'filing'], { error: '没有这种办件' })
const status = z.enum(['running', 'waiting', 'done', 'rejected', 'withdrawn'], { error: '没有这种状态' })

/** Filters of the list of cases. */
const caseFilter = z.object({
  bundle: bundle.optional(),
  status: status.optional(),
  psn_no: z.string().optional(),
  ...paging,
})

const action = z.discriminatedUnion(
  'action',
  [
    z.object({ action: z.literal('provide-bank-account'), ...bankAccount.shape }),
    z.object({ action: z.literal('choose'), option: oneOf('选项', ['lump-sum', 'monthly', 'resident']) }),
    z.object({ action: z.literal('withdraw'), reason: words('原因').optional() }),
  ],
  { error: '没有这种操作' },
)

/** What a citizen may start. All else starts by itself, and filing has a call of its own. */
const start = z.discriminatedUnion('bundle', [z.object({ bundle: z.literal('newborn'), form: newbornForm })], {
  error: ({ input }) =>
    (input as { bundle?: unknown }).bundle === undefined
      ? '缺少办件种类'
      : '这件事不用申请，条件具备时系统自动办理；异地就医备案请用备案功能',
})

export const caseRoutes: readonly Route[] = [
  route('GET /v1/cases', {
    roles: ['citizen', 'clerk'],
    tag,
    summary: '办件列表，新的在前',
    query: caseFilter,
    answer: casesSchema,
    async handler({ ports, subject, query }) {
      if (subject.role === 'clerk') return clerkCases(ports, subject, query)
      const files = await household(ports, subject.psn_no)
      const all = (
        await Promise.all(files.map(async (file) => (await casesOf(ports, file)).map((row) => ({ file, row }))))
      ).flat()
      const found = all.filter(({ file, row }) => matches(file, row, query))
      const { items, cursor } = pageOf(
        found,
        ({ row }) => `${row.started_at}#${row.case_id}`,
        query.limit,
        query.cursor,
      )
      return { body: { cases: items.map(({ file, row }) => caseSummary(file, row)), ...(cursor ? { cursor } : {}) } }
    },
  }),

  route('POST /v1/cases', {
    roles: ['citizen'],
    tag,
    summary: '发起办件：医院没有上报的新生儿，由监护人发起“出生一件事”',
    body: start,
    answer: caseSchema,
    status: 201,
    example: {
      bundle: 'newborn',
      form: {
        birth_cert_no: 'Z530000001',
        brdy: '2026-03-10T08:15:00+08:00',
        gend: '2',
        psn_name: '李春芽',
        fixmedins_code: 'H53010200001',
      },
    },
    problems: ['case-exists', 'already-enrolled', 'too-many-unconfirmed'],
    async handler({ ports, rules, subject, body: { form }, attempt: { id, repeated, mark } }) {
      const now = ports.clock.now()
      if (compareInstants(form.brdy, now) > 0) {
        return badRequest([{ field: 'form.brdy', message: '出生时间不能晚于现在' }])
      }
      const guardian = await loadSnapshot(ports, pidOf(ports.keys, subject.psn_no))
      const before = await childFile(ports, form.birth_cert_no)
      const child = { pid: before.pid, psn_no: childPsnNo(ports.keys, form.birth_cert_no) }
      const started = startFromForm(ports.keys, { guardian, child, form, id, now })
      if ('errors' in started) {
        return badRequest(started.errors.map((error) => ({ ...error, field: `form.${error.field}` })))
      }
      if (!repeated) {
        if (firstCase(before)) return caseExists(before, guardian, now)
        const noted = await handle(ports, rules, guardian.pid, { apply: started.ok.note })
        if (noted.result === 'refused') return problem(noted.status, noted.code, noted.detail)
        const handled = await handle(ports, rules, child.pid, { apply: started.ok.certify, ...mark })
        if (handled.result === 'refused') {
          return caseExists(await childFile(ports, form.birth_cert_no), guardian, now)
        }
      }
      const file = await loadSnapshot(ports, child.pid)
      const row = firstCase(file)
      return row ? { body: await caseView(ports, file, row) } : notFound()
    },
  }),

  route('GET /v1/cases/{case_id}', {
    roles: ['citizen', 'clerk', 'employer'],
    tag,
    summary: '一个办件，含经过',
    answer: caseSchema,
    async handler({ ports, subject, params }) {
      const found = await visibleCase(ports, subject, params.case_id ?? '')
      if (!found) return notFound()
      if (subject.role !== 'citizen') await audited(ports, subject, 'case.read', found.row.case_id)
      return { body: await caseView(ports, found.file, found.row) }
    },
  }),

  route('POST /v1/cases/{case_id}/actions', {
    roles: ['citizen'],
    tag,
    summary: '在办件里做选择或补充信息',
    body: action,
    answer: caseSchema,
    problems: ['action-not-offered'],
    example: { action: 'provide-bank-account', bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' },
    async handler({ ports, rules, subject, params, body, attempt: { repeated, mark } }) {
      const found = await visibleCase(ports, subject, params.case_id ?? '')
      if (!found) return notFound()
      const { case_id, actions } = found.row
      if (!repeated) {
        if (body.action === 'provide-bank-account' && actions.includes(body.action)) {
          const own = await isPayee(ports, found.file, body.acct_name)
          if (!own) return badRequest([{ field: 'acct_name', message: '户名应是收款人登记的姓名' }])
        }
        const action = { case_id, action: citizenAction(body) }
        const handled = await handle(ports, rules, found.file.pid, { action, ...mark })
        if (handled.result === 'refused') return problem(handled.status, handled.code, handled.detail)
      }
      const file = await loadSnapshot(ports, found.file.pid)
      const row = file.one('case', case_id)
      return row ? { body: await caseView(ports, file, row) } : notFound()
    },
  }),
]

/** The child has a case: a guardian is told which, a stranger nothing of it. */
function caseExists(child: PersonFile, asking: PersonFile, now: Instant): Problem {
  const row = firstCase(child)
  if (row && guardianTo(child, asking, dayOf(now)) !== undefined) {
    return problem(409, 'case-exists', '孩子的这件事已经在办，不用再办一次。', { more: { case_id: row.case_id } })
  }
  return problem(409, 'already-enrolled', '这张出生医学证明已经在办，不用再办一次。')
}

/** Whether a case fits the filters. */
function matches(
  file: PersonFile,
  row: CaseRow,
  filter: { bundle?: string | undefined; status?: string | undefined; psn_no?: string | undefined },
): boolean {
  return (
    (filter.bundle === undefined || row.bundle === filter.bundle) &&
    (filter.status === undefined || row.status === filter.status) &&
    (filter.psn_no === undefined || numbersOf(file).includes(filter.psn_no))
  )
}

function citizenAction(body: z.output<typeof action>): CitizenAction {
  if (body.action === 'choose') return { action: 'choose', option: body.option }
  if (body.action === 'withdraw') return { action: 'withdraw' }
  const { bank_code, acct_no, acct_name } = body
  return { action: 'provide-bank-account', account: { bank_code, acct_no, acct_name } }
}

/** The case, if this caller may see it: one's own or a dependant's; one's area's; one's own staff's with a task. */
async function visibleCase(ports: Ports, subject: Subject, caseId: string) {
  const pid = pidIn(caseId)
  if (!pid) return undefined
  const file = await loadSnapshot(ports, pid)
  const row = file.one('case', caseId) ?? (await leftBehind(ports, file, caseId))
  return row && (await maySee(ports, subject, file, row)) ? { file, row } : undefined
}

/** A case that ended with the file of a lost number. */
const leftBehind = async (ports: Ports, file: PersonFile, caseId: string) =>
  file.all('joined').length === 0 ? undefined : (await casesOf(ports, file)).find(({ case_id }) => case_id === caseId)

async function maySee(ports: Ports, subject: Subject, file: PersonFile, row: CaseRow): Promise<boolean> {
  switch (subject.role) {
    case 'citizen':
      return mayActFor(ports, subject.psn_no, file)
    case 'clerk':
      return row.areas.includes(subject.area)
    case 'employer':
      return file
        .all('task')
        .some((t) => t.case_id === row.case_id && t.owner.role === 'employer' && t.owner.emp_no === subject.emp_no)
    default:
      return false
  }
}
