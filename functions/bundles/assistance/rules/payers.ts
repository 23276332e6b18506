/** What every payer owes and gave for the year of a case, and what is to be paid (RULES.md 3). Pure. */
import { type Fen, fen, sumFen, yuan, ZERO } from '../../../../shared/money/index.ts'
import { caseAbout, idsBefore, taskIdOf } from '../../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import type { CaseRow, TaskRow } from '../../../../shared/registers/rows.ts'
import { ordersOf, type PayCtx, type Standing, standingOf } from '../../../acts/payment/debt.ts'
import { aboutYear, assistanceBundle } from '../reference.ts'
import { type AidDebt, type AssistanceCtx, type PayerSum, stateIn } from '../state.ts'
import { recoverAssistance } from '../tasks.ts'
import { dueOf, type Payer, type PayerDue, payerKey, type YearDue } from './due.ts'

/** A payer's year (RULES.md 3.1). */
export interface PayerFigures extends Payer {
  readonly due: Fen
  /** At the desk, of its own accord, and all that the case ordered, less what was recovered. */
  readonly given: Fen
  /** Beyond both: what a run would have to pay. */
  readonly toPay: Fen
  /** Beyond what is due: given, and neither recovered nor waived. */
  readonly over: Fen
}

/** A debt as it stands: of one that no order pays by now as much as is still due. */
export interface OwedDebt extends AidDebt {
  readonly standing: Standing['is']
}

/** A year as it is known: what is due, and how each payer stands. */
export interface YearFigures extends YearDue {
  readonly figures: readonly PayerFigures[]
  readonly debts: readonly OwedDebt[]
}

/** Cases of a year that do not go on themselves, under whichever number: what they did, the case of the year counts. */
const besideCase = (file: PersonFile, year: number, row: CaseRow | undefined): ReadonlySet<string> =>
  new Set(idsBefore(file, assistanceBundle.prefix, aboutYear(year)).filter((id) => id !== row?.case_id))

/** Sums that clerks decided to recover, or to waive, in these cases. */
const decidedOver = (file: PersonFile, cases: ReadonlySet<string>, status: TaskRow['status']): PayerSum[] =>
  file.all('task').flatMap(({ case_id, kind, facts, ...task }) => {
    if (!cases.has(case_id ?? '') || kind !== recoverAssistance.kind || task.status !== status) return []
    return (facts.payers as (Payer & { over: string })[]).map(({ admdvs, dept, over }) => {
      return { admdvs, dept, amt: yuan(over) }
    })
  })

/** What these cases had ordered, and the bank did not return; one that was called off may never have left. */
const orderedIn = (file: PersonFile, cases: ReadonlySet<string>): PayerSum[] =>
  file.all('payment').flatMap(({ case_id, payer_admdvs: admdvs, payer_dept, amt, report, called_off }) => {
    const counts = report ? report.status === 'settled' : called_off === undefined
    return counts && cases.has(case_id) && payer_dept !== undefined ? [{ admdvs, dept: payer_dept, amt }] : []
  })

const sumsBy = (sums: readonly PayerSum[]) => (payer: Payer) =>
  sumFen(sums.filter((one) => payerKey(one) === payerKey(payer)).map(({ amt }) => amt))

/** What the case is asked about debts by, whoever asks. */
const asCase = (file: PersonFile, row: CaseRow): Pick<PayCtx, 'file' | 'case' | 'task'> => ({
  file,
  case: row,
  task: (of: { kind: string }, key?: string) => file.one('task', taskIdOf(row.case_id, of.kind, key)) as never,
})

/** What a case's debts and clerks' decisions say of what was given. */
interface Given {
  /** Debts that an order pays, or may pay yet: as much as was ordered. */
  readonly fixed: readonly OwedDebt[]
  /** The others: as much as a run found. */
  readonly open: readonly OwedDebt[]
  /** What was ordered under other numbers. */
  readonly before: readonly PayerSum[]
  /** What was ordered from a payer, less what was recovered. */
  paid(payer: Payer): number
  waived(payer: Payer): number
}

function givenBy(file: PersonFile, year: number, row: CaseRow | undefined): Given {
  const beside = besideCase(file, year, row)
  const all = row ? stateIn(row).debts.map((debt) => ({ debt, standing: standingOf(asCase(file, row), debt) })) : []
  const fixed = all.flatMap(({ debt, standing }) =>
    'order' in standing ? [{ ...debt, amt: standing.order.amt, standing: standing.is }] : [],
  )
  const open = all.flatMap(({ debt, standing }) => ('order' in standing ? [] : [{ ...debt, standing: standing.is }]))
  const before = orderedIn(file, beside)
  const cases = new Set([...beside, ...(row ? [row.case_id] : [])])
  const ordered = sumsBy([...fixed, ...before])
  const recovered = sumsBy(decidedOver(file, cases, 'approved'))
  const waived = sumsBy(decidedOver(file, cases, 'rejected'))
  return { fixed, open, before, paid: (payer) => ordered(payer) - recovered(payer), waived }
}

/** The year of a case as it is known; without one, of somebody who has none yet. */
export function yearFigures(file: PersonFile, at: At, year: number, row = yearCase(file, year)): YearFigures {
  const known = dueOf(file, at, year)
  const given = givenBy(file, year, row)
  const ordered = [...given.fixed, ...given.open, ...given.before]
  const standing = payersOf(known, ordered).map((payer) => standingOfPayer(payer, given))
  const debts = [...given.fixed, ...standing.flatMap((one) => one.debts)]
  const keys = [...given.fixed, ...given.open].map(({ key }) => key)
  return {
    ...known,
    figures: standing.map(({ figures }) => figures),
    debts: debts.sort((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key)),
  }
}

/** How a payer stands, and what of its debts that no order pays is still due (RULES.md 3.1, 3.2). */
function standingOfPayer(
  { gave, due, ...payer }: PayerDue,
  { open, paid, waived }: Given,
): { figures: PayerFigures; debts: OwedDebt[] } {
  const net = fen(gave + paid(payer))
  let room = Math.max(0, due - net)
  const debts = open
    .filter((debt) => payerKey(debt) === payerKey(payer))
    .flatMap((debt) => {
      const amt = fen(Math.min(debt.amt, room))
      room -= amt
      return amt > 0 ? [{ ...debt, amt }] : []
    })
  // What the bank returned was ordered, and is ordered again.
  const returned = sumFen(debts.filter((one) => one.standing === 'returned').map(({ amt }) => amt))
  const over = fen(Math.max(0, net - due - waived(payer)))
  return { figures: { ...payer, due, given: fen(net + returned), toPay: fen(room), over }, debts }
}

/** Payers of the year, and after them those that paid for what is not due any more (RULES.md 3.3). */
function payersOf({ payers }: YearDue, ordered: readonly Payer[]): PayerDue[] {
  const all = new Map(payers.map((payer) => [payerKey(payer), payer]))
  for (const { admdvs, dept } of ordered) {
    const key = payerKey({ admdvs, dept })
    if (!all.has(key)) all.set(key, { admdvs, dept, due: ZERO, gave: ZERO })
  }
  return [...all.values()]
}

/** The case of a year, in the file as it was read. */
export const yearCase = (file: PersonFile, year: number): CaseRow | undefined =>
  caseAbout(file, assistanceBundle.prefix, aboutYear(year))

/** Of the case that is asked. */
export const figuresOf = (ctx: AssistanceCtx): YearFigures => yearFigures(ctx.file, ctx, ctx.state.year, ctx.case)

/** Dues as a refusal remembers them. */
export const duesOf = ({ figures }: YearFigures): PayerSum[] =>
  figures.map(({ admdvs, dept, due }) => ({ admdvs, dept, amt: due }))

/** Whether a clerk let nothing be paid, and no due has changed since (RULES.md 4.4). */
export function isRefused(refused: readonly PayerSum[] | undefined, known: YearFigures): boolean {
  if (!refused) return false
  const [was, is] = [sumsBy(refused), sumsBy(duesOf(known))]
  return [...refused, ...known.figures].every((payer) => was(payer) === is(payer))
}

/** What a run would pay by now, payer by payer; nothing while a refusal stands. */
export function owedIn(known: YearFigures, refused: readonly PayerSum[] | undefined): PayerSum[] {
  if (isRefused(refused, known)) return []
  return known.figures.flatMap(({ admdvs, dept, toPay }) => (toPay > 0 ? [{ admdvs, dept, amt: toPay }] : []))
}

/** Whether money of a debt was ever ordered. */
export const isOrdered = (ctx: AssistanceCtx): boolean => ctx.state.debts.some((debt) => ordersOf(ctx, debt).length > 0)

/** What the case's payments have come to. */
export const paidBy = ({ debts }: YearFigures): Fen =>
  sumFen(debts.filter(({ standing }) => standing === 'settled').map(({ amt }) => amt))
