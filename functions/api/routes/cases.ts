/** Cases: what is going on, and what a citizen may do about it. */
import * as z from 'zod'
import { bundleOff } from '../../../shared/chain/switches/switches.ts'
import { named, someOf } from '../../../shared/codes/coded.ts'
import { foresee, handle } from '../../../shared/engine/handle.ts'
import type { Ports } from '../../../shared/engine/ports.ts'
import { pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import type { Pid } from '../../../shared/registers/ids.ts'
import { pidIn } from '../../../shared/registers/ids.ts'
import { endOf } from '../../../shared/registers/rows/cases.ts'
import type { CaseRow } from '../../../shared/registers/rows.ts'
import { loadSnapshot, loadWholeSnapshot } from '../../../shared/table/files.ts'
import { type CitizenAction, saidBy } from '../../../shared/tasks/action.ts'
import { provideBankAccount } from '../../acts/payment/tasks.ts'
import { actionKinds, bundleNames, bundleTitles, manifestOf } from '../../bundles/all.ts'
import { ratingOf } from '../../bundles/feedback/rules/rating.ts'
import { manifests } from '../../bundles/index.ts'
import type { Subject } from '../../calls/access.ts'
import { audited } from '../../calls/audit.ts'
import { called } from '../../calls/called.ts'
import { errandNamed, errandOnCase, errandOnCases } from '../../calls/errands.ts'
import { mayActFor, wholeHousehold } from '../../calls/household.ts'
import { pageOf, paging } from '../../calls/paging.ts'
import { badRequest, notFound, type Problem, problem } from '../../calls/problem.ts'
import { bundleOffProblem } from '../../calls/problem-codes.ts'
import { type Answer, type Call, type Route, route } from '../../calls/route.ts'
import { eitherOf } from '../../http/input.ts'
import type { Begun, Manifest, Refused, StartRequest } from '../../manifest.ts'
import { casesOf, numbersOf, visibleCase } from '../cases-of.ts'
import { clerkCases } from '../clerk-cases.ts'
import { isPayee } from '../payees.ts'
import { caseSchema, caseStatus, casesSchema, statusNames } from '../schemas.ts'
import { caseSummary, caseView } from '../views.ts'

const tag = '办件'

const bundle = named(z.enum(bundleNames, { error: '没有这种办件' }), bundleTitles)
const status = named(z.enum(caseStatus.options, { error: '没有这种状态' }), someOf(statusNames, ...caseStatus.options))

/** Filters of the list of cases. */
const caseFilter = z.object({
  bundle: bundle.optional(),
  status: status.optional(),
  psn_no: z.string().optional(),
  ...paging,
})

const [anyAction, ...otherActions] = [...Map.groupBy(actionKinds, ({ action }) => action)].map(([name, kinds]) =>
  z.object({
    action: named(z.literal(name), { [name]: kinds[0]?.title ?? name }),
    ...eitherOf(kinds.map(({ body }) => body.shape)),
  }),
) as [ActionSchema, ...ActionSchema[]]
type ActionSchema = z.ZodObject<{ action: z.ZodLiteral<string> }>

/** Any action of any bundle; whether it is offered now, the case says. */
const action = z.discriminatedUnion('action', [anyAction, ...otherActions], { error: '没有这种操作' })

const startable = manifests.flatMap(({ chain: { bundle, title }, form }) =>
  form?.start ? [{ bundle, title, form, ...form.start }] : [],
)
const [anyStart, ...otherStarts] = startable.map(({ bundle, title, form }) =>
  z.object({ bundle: named(z.literal(bundle), { [bundle]: title }), form: form.schema }),
) as [StartSchema, ...StartSchema[]]
type StartSchema = z.ZodObject<{ bundle: z.ZodLiteral<string>; form: z.ZodType }>

const titlesOf = (some: readonly Manifest[]) => some.map(({ chain }) => chain.title).join('、')
/** Bundles that take their form by a call of their own. */
const byOwnCall = manifests.filter(({ form }) => form && !form.start)

/** What a citizen may start. All else starts by itself, or by a call of its own. */
const start = z.discriminatedUnion('bundle', [anyStart, ...otherStarts], {
  error: ({ input }) =>
    (input as { bundle?: unknown }).bundle === undefined
      ? '缺少办件种类'
      : `这件事不用申请，条件具备时系统自动办理；${titlesOf(byOwnCall)}另有自己的办理入口`,
})

/** How a citizen starts a case by a form. */
export const startCase: Route = route('POST /v1/cases', {
  access: { citizen: 'household' },
  tag,
  summary: `自己发起办件：${titlesOf(manifests.filter(({ form }) => form?.start))}`,
  body: called('NewCase', start),
  answer: caseSchema,
  status: 201,
  errand: errandNamed('bundle'),
  example: { bundle: startable[0]?.bundle, form: startable[0]?.example },
  problems: Object.assign({}, bundleOffProblem, ...startable.map(({ problems }) => problems)),
  handler(call) {
    const { bundle, form } = call.body
    const { begin } = startable.find((one) => one.bundle === bundle) as (typeof startable)[number]
    return beginCase(call, begin, form, 'form.')
  },
})

/** Calls of bundles' own that start a case. */
const ownStarts: readonly Route[] = manifests.flatMap(({ startCalls = [] }) =>
  startCalls.map(({ target, begin, body, named, problems, ...declared }) =>
    route(target, {
      ...declared,
      body: called(named, body),
      access: { citizen: 'household' },
      answer: caseSchema,
      status: 201,
      problems: { ...bundleOffProblem, ...problems },
      handler: (call) => beginCase(call, begin, call.body, ''),
    }),
  ),
)

/** Starts a case, and answers it. `within`: what stands before the names of the form's fields. */
async function beginCase<Form>(
  { ports, rules, births, subject, attempt: { id, repeated, mark } }: Call<'citizen', unknown, unknown>,
  begin: (request: StartRequest<Form>) => Promise<Begun>,
  form: Form,
  within: string,
): Promise<Answer | Problem> {
  const load = (pid: Pid) => loadSnapshot(ports, pid)
  const whole = (pid: Pid) => loadWholeSnapshot(ports, pid)
  const applicant = await load(pidOf(ports.keys, subject.psn_no))
  const now = ports.clock.now()
  const acts = (file: PersonFile) => mayActFor({ ports, births }, subject.psn_no, file)
  const asked = { keys: ports.keys, applicant, form, id, now, repeated, load, whole, mayActFor: acts }
  const begun = await begin(asked)
  if ('errors' in begun) {
    return badRequest(begun.errors.map((error) => ({ ...error, field: `${within}${error.field}` })))
  }
  if ('refused' in begun) return refusal(begun.refused)
  const last = begun.inputs.at(-1)
  const opening = { applied: true, opens: begun.find } as const
  // Where the case can't open, nothing is written, in nobody's file.
  const foreseen = last && !repeated && (await foresee(ports, rules, last.pid, { apply: last.apply, ...opening }))
  if (foreseen && 'refused' in foreseen && foreseen.refused.code === bundleOff.code) return refusal(bundleOff)
  for (const input of repeated ? [] : begun.inputs) {
    const { pid, apply, whenRefused } = input
    const handled = await handle(ports, rules, pid, {
      apply,
      applied: true,
      ...(input === last ? { ...opening, ...mark } : {}),
    })
    if (handled.result !== 'refused') continue
    return refusal(handled.code === bundleOff.code ? handled : ((await whenRefused?.()) ?? handled))
  }
  const file = await load(begun.pid)
  const row = begun.find(file)
  return row ? { body: await caseView(ports, file, row) } : notFound()
}

/** How a case that is over was rated: told to those whose it is alone, for a rating may name nobody. */
async function ownRating(ports: Ports, subject: Subject, row: CaseRow) {
  if (subject.role !== 'citizen' || subject.acting || endOf(row) === undefined) return undefined
  const pid = pidIn(row.case_id)
  const given = pid && ratingOf(await loadWholeSnapshot(ports, pid), row.case_id)
  return given && { score: given.figures.score ?? 0, at: given.at }
}

/** Who may read a case, and why it is as it is. */
export const readers = { citizen: 'household', clerk: 'area', employer: 'staff', operator: 'all' } as const

export const caseRoutes: readonly Route[] = [
  route('GET /v1/cases', {
    access: { citizen: 'household', clerk: 'area' },
    tag,
    summary: '办件列表，新的在前',
    query: caseFilter,
    answer: casesSchema,
    errand: errandOnCases,
    async handler({ ports, births, subject, query }) {
      if (subject.role === 'clerk') return clerkCases(ports, subject, query)
      const files = await wholeHousehold({ ports, births }, subject.psn_no)
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

  startCase,
  ...ownStarts,

  route('GET /v1/cases/{case_id}', {
    access: readers,
    tag,
    summary: '一个办件，含经过',
    answer: caseSchema,
    errand: errandOnCase,
    async handler({ ports, births, subject, params }) {
      const found = await visibleCase({ ports, births }, subject, params.case_id)
      if (!found) return notFound()
      if (subject.role !== 'citizen') await audited(ports, subject, 'case.read', found.row.case_id)
      const view = await caseView(ports, found.file, found.row)
      const rating = await ownRating(ports, subject, found.row)
      return { body: rating ? { ...view, rating } : view }
    },
  }),

  route('POST /v1/cases/{case_id}/actions', {
    access: { citizen: 'household' },
    tag,
    summary: '在办件里做选择或补充信息',
    body: called('CaseAction', action),
    answer: caseSchema,
    errand: errandOnCase,
    problems: {
      'action-not-offered': {
        status: 409,
        name: '现在不能做这个操作',
        when: '办件现在不能做这个操作',
        remedy: '重新读办件，按 actions 里列出的来',
        en: {
          when: 'The case does not offer this action now',
          remedy: 'Read the case again and do what actions lists',
        },
      },
    },
    example: { action: 'provide-bank-account', bank_code: '102', acct_no: '6222000011112222', acct_name: '测试人' },
    async handler({ ports, rules, births, subject, params, body, attempt: { repeated, mark } }) {
      const found = await visibleCase({ ports, births }, subject, params.case_id)
      if (!found) return notFound()
      const { case_id, bundle, actions } = found.row
      if (!repeated) {
        if (!isOfBundle(bundle, body)) return problem(409, 'action-not-offered', '这件事没有这个选项')
        const account = saidBy(provideBankAccount, { action: body })
        if (account && actions.includes(body.action)) {
          const own = await isPayee(ports, found.file, bundle, account.acct_name)
          if (!own) return badRequest([{ field: 'acct_name', message: '户名应是收款人登记的姓名' }])
        }
        const action = { case_id, action: body }
        const handled = await handle(ports, rules, found.file.pid, { action, ...mark })
        if (handled.result === 'refused') return problem(handled.status, handled.code, handled.detail)
      }
      const file = await loadSnapshot(ports, found.file.pid)
      const row = file.one('case', case_id)
      return row ? { body: await caseView(ports, file, row) } : notFound()
    },
  }),
]

/** Whether the bundle takes an action so: what another's action of the same name may say is no option here. */
function isOfBundle(bundle: string, action: CitizenAction): boolean {
  const kinds = manifestOf(bundle)?.actions.filter((kind) => kind.action === action.action) ?? []
  return kinds.length === 0 || kinds.some(({ body }) => body.safeParse(action).success)
}

const refusal = ({ status, code, detail, more }: Refused) => problem(status, code, detail, more ? { more } : {})

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
