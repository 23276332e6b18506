/** What is due to somebody for a year, by settlements, aid, identities and parameters alone (RULES.md 2.7). Pure. */
import { type Day, newYear, yearOf } from '../../../../shared/calendar/index.ts'
import { type Admdvs, isMedTypeOf } from '../../../../shared/codes/index.ts'
import { type Fen, fen, mulRatio, ratio, yuan, ZERO } from '../../../../shared/money/index.ts'
import type { PolicyMissing } from '../../../../shared/policy/index.ts'
import { settlementsOf } from '../../../../shared/registers/care/settlements.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { aidMedTypes, aidTerms, departmentAid, type Terms } from '../parameters.ts'
import { type Standing, standingOn } from './identities.ts'
import { aidBy, burdenOf, type Settled, settledFrom } from './settled.ts'
import { type AidKind, ownDept } from './words.ts'

/** Who pays: an area's medical assistance, or a department there. */
export interface Payer {
  readonly admdvs: Admdvs
  readonly dept: string
}

/** What a payer grants on a settlement; `kind`: the identity that counted. */
export interface Grant extends Payer {
  readonly kind?: AidKind
  readonly amt: Fen
  /** What it gave already: at the desk, or of its own accord. */
  readonly gave: Fen
}

/** A settlement that fits, with what each payer grants, nothing included. */
export interface Fitting {
  readonly setl_id: string
  readonly day: Day
  readonly burden: Fen
  readonly grants: readonly Grant[]
}

/** A payer's grants of the year, and what it gave without this case. */
export interface PayerDue extends Payer {
  readonly due: Fen
  readonly gave: Fen
}

/** All that is due for a year. */
export interface YearDue {
  readonly settlements: readonly Fitting[]
  /** In the order in which they come up. */
  readonly payers: readonly PayerDue[]
  /** Terms without which nothing is granted, each where and when it is needed first. */
  readonly missing: readonly PolicyMissing[]
  /** Where the identities were, the latest last. */
  readonly areas: readonly Admdvs[]
}

/** Earlier burdens and grants of a year. */
interface Sums {
  readonly burdens: Fen
  readonly granted: Fen
}
const nothing: Sums = { burdens: ZERO, granted: ZERO }

/** The formula of the law, for one settlement's burden after the earlier ones' (RULES.md 2.5). */
function granted({ deductible, ratio: share, cap }: Terms, { burdens, granted: before }: Sums, burden: Fen): Fen {
  const beyond = (sum: number) => Math.max(0, sum - yuan(deductible))
  const amt = mulRatio(fen(beyond(burdens + burden) - beyond(burdens)), ratio(share))
  return cap === undefined ? amt : fen(Math.max(0, Math.min(amt, yuan(cap) - before)))
}

const with_ = ({ burdens, granted: before }: Sums, burden: Fen, amt: Fen): Sums => ({
  burdens: fen(burdens + burden),
  granted: fen(before + amt),
})

/** Years in which some settlement of the file lies, as it was read. */
export const yearsOf = (file: PersonFile): number[] => [
  ...new Set(
    settlementsOf(file).flatMap(({ day }) => {
      const { died } = file
      return died !== undefined && died < day ? [yearOf(day), yearOf(died)] : [yearOf(day)]
    }),
  ),
]

/** Reckons a year, one settlement after the other. */
class Year {
  #assistance = nothing
  readonly #depts = new Map<string, Sums>()
  readonly settlements: Fitting[] = []
  readonly missing = new Map<string, PolicyMissing>()
  readonly areas: Admdvs[] = []
  readonly #look: At['look']

  constructor(look: At['look']) {
    this.#look = look
  }

  add(one: Settled, standing: Standing): void {
    const { admdvs } = standing
    const medTypes = this.#look.policy(aidMedTypes, admdvs, one.day)
    const isAssisted = standing.aid.length > 0 && medTypes.found && isMedTypeOf(one.med_type, medTypes.value)
    const rows = this.#rowsFor(one, standing)
    if (!isAssisted && rows.length === 0) return
    const burden = burdenOf(one, (dept) => !rows.some((row) => row.dept === dept))
    const grants: Grant[] = []
    let left = burden
    if (isAssisted) {
      const best = this.#best(one, standing, burden)
      this.#assistance = with_(this.#assistance, burden, best.amt)
      grants.push({ admdvs, dept: ownDept, ...best, gave: one.assistance })
      left = fen(left - best.amt)
    }
    for (const { dept, ...terms } of rows) {
      const sums = this.#depts.get(dept) ?? nothing
      const amt = granted(terms, sums, left)
      this.#depts.set(dept, with_(sums, left, amt))
      grants.push({ admdvs, dept, amt, gave: aidBy(one, dept) })
      left = fen(left - amt)
    }
    this.settlements.push({ setl_id: one.setl_id, day: one.day, burden, grants })
    this.areas.push(admdvs)
  }

  /** Rows of other departments that a settlement fits by both lists, in their order (RULES.md 2.6). */
  #rowsFor({ med_type, day }: Settled, { admdvs, kinds }: Standing) {
    const found = this.#look.policy(departmentAid, admdvs, day)
    if (!found.found) return []
    return found.value.filter(
      ({ psn_idet_types, med_types }) =>
        isMedTypeOf(med_type, med_types) && psn_idet_types.some((kind) => kinds.has(kind)),
    )
  }

  /** Of several identities the one that grants most, of equal ones the upper in the table (RULES.md 2.5). */
  #best({ day }: Settled, { admdvs, aid }: Standing, burden: Fen): { kind?: AidKind; amt: Fen } {
    let best: { kind?: AidKind; amt: Fen } = { amt: ZERO }
    for (const kind of aid) {
      const terms = this.#look.policy<Terms>(aidTerms[kind], admdvs, day)
      if (!terms.found) {
        const name = `${terms.parameter.name}.${admdvs}`
        if (!this.missing.has(name)) this.missing.set(name, terms)
        continue
      }
      const amt = granted(terms.value, this.#assistance, burden)
      if (best.kind === undefined || amt > best.amt) best = { kind, amt }
    }
    return best
  }

  get payers(): PayerDue[] {
    const each = new Map<string, PayerDue>()
    for (const { admdvs, dept, amt, gave } of this.settlements.flatMap(({ grants }) => grants)) {
      const { due, gave: before } = each.get(payerKey({ admdvs, dept })) ?? { due: ZERO, gave: ZERO }
      each.set(payerKey({ admdvs, dept }), { admdvs, dept, due: fen(due + amt), gave: fen(before + gave) })
    }
    return [...each.values()]
  }
}

/** What tells payers apart. */
export const payerKey = ({ admdvs, dept }: Payer): string => `${admdvs}.${dept}`

/** What is due for a calendar year, as far as it is known. */
export function dueOf(file: PersonFile, at: At, year: number): YearDue {
  const reckoned = new Year(at.look)
  for (const one of settledFrom(file, at, newYear(year))) {
    if (yearOf(one.day) !== year) continue
    const standing = standingOn(file, one.day)
    if (standing) reckoned.add(one, standing)
  }
  const { settlements, payers, missing, areas } = reckoned
  return { settlements, payers, missing: [...missing.values()], areas }
}
