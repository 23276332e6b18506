/**
 * The twelve rules, RULES.md 3.1 to 3.12, in their order: the first that fits decides (RULES.md 2.1, 2.3). What differs
 * from place to place is read from dated parameters of the insured place, so that a province joins by rows of data; a
 * missing row means that the rule does not fit, because a desk can't wait.
 */
import type { Day } from '../../../../shared/calendar/index.ts'
import { isMedClass, isMedTypeOf, sameProvince } from '../../../../shared/codes/index.ts'
import type { Parameter } from '../../../../shared/policy/index.ts'
import type { Filing } from '../../../../shared/registers/rows.ts'
import {
  filingAccountOnly,
  filingAutomaticMedTypes,
  filingDeemedAreas,
  filingEmergencyDeemed,
  filingFreeInProvince,
  filingStudentFree,
  provinceFilingFree,
} from '../parameters.ts'
import * as say from '../texts.ts'
import { covers, filingFor } from './cover.ts'
import type { DecisionKind, Grounds, PolicyAt, Rates, ReducedKind, ToldVisit } from './decision.ts'
import type { Insured } from './insured.ts'

/** All that a decision rests on. */
export interface Circumstances {
  visit: ToldVisit
  /** Date of `begntime`. */
  day: Day
  /** The relation the visit is settled under; none if the person has none in normal state that day. */
  insured?: Insured
  /** Day of death, if the visit is after it: nobody is insured then. */
  died?: Day
  /** The person's self-service filings. */
  filings: readonly Filing[]
  policy: PolicyAt
}

/** Circumstances of a person who is insured: from rule 2 on. */
export type InsuredCircumstances = Circumstances & { insured: Insured }

/** Why a rule fits. */
export interface Fit {
  /** The parameter that says so. */
  grounds?: Grounds
  /** The filing that covers the visit. */
  filing?: Filing
  /** The kind of filing by which rates are reduced, whatever the rule's own rates. */
  reduced?: ReducedKind
}

/** A rule: when it fits, what it decides, and what is said then. */
export interface FilingRule {
  /** Its number: the section of RULES.md 3. */
  no: number
  /** The condition, in words that the person reads. */
  text: string
  decision: DecisionKind
  rates: Rates
  applies(circumstances: Circumstances): Fit | undefined
  message(circumstances: Circumstances, fit: Fit & { ratio?: string }): string
}

/** Says whether a rule fits somebody who is insured; somebody who is not never gets past rule 1. */
const insured = (fits: (circumstances: InsuredCircumstances) => Fit | undefined) => (circumstances: Circumstances) =>
  circumstances.insured ? fits(circumstances as InsuredCircumstances) : undefined

/** Speaks of somebody who is insured. */
const toInsured =
  (words: (circumstances: InsuredCircumstances, fit: Fit & { ratio?: string }) => string) =>
  (circumstances: Circumstances, fit: Fit & { ratio?: string }) =>
    words(circumstances as InsuredCircumstances, fit)

/** Fits if the insured place's parameter has a value that day, and the value says so. */
function by<Value>(
  circumstances: InsuredCircumstances,
  parameter: Parameter<string, Value>,
  says: (value: Value) => boolean,
): Fit | undefined {
  const held = circumstances.policy(parameter, circumstances.insured.admdvs, circumstances.day)
  return held.found && says(held.value) ? { grounds: groundsOf(held.row) } : undefined
}

/** What of a parameter's row explains a decision. */
export function groundsOf({ source, admdvs, from }: Grounds): Grounds {
  return from === undefined ? { source, admdvs } : { source, admdvs, from }
}

const fits: Fit = {}
const isTrue = (value: boolean) => value
const inSameProvince = ({ insured, visit }: InsuredCircumstances) => sameProvince(insured.admdvs, visit.mdtrtarea_admvs)
/** RULES.md 2.4. */
const isEmergency = ({ visit }: Circumstances) => visit.emergency === true || isMedClass(visit.med_type, 'emergency')

/** Rule 10, by which alone a decision may still change. */
export const onFile: FilingRule = {
  no: 10,
  text: '本人办过备案，管着这个地方和这一天',
  decision: 'on-file',
  rates: 'insured-place',
  applies: insured((f) => {
    const filing = filingFor(f.filings, f.visit.mdtrtarea_admvs, f.day)
    if (!filing) return undefined
    return filing.kind === 'long-term' ? { filing } : { filing, reduced: filing.kind }
  }),
  message: toInsured((f, { filing, ratio }) => say.onFile(filing as Filing, f.insured.admdvs, ratio)),
}

/** The rules, the first that fits decides. */
export const rules: readonly FilingRule[] = [
  {
    no: 1,
    text: '就诊那天没有查到正常参保',
    decision: 'refused',
    rates: 'none',
    applies: (circumstances) => (circumstances.insured ? undefined : fits),
    message: ({ visit, day, died }) => (died ? say.died(died) : say.notInsured(day, visit.insuplc_admdvs)),
  },
  {
    no: 2,
    text: '看病的地方就在参保地',
    decision: 'local',
    rates: 'insured-place',
    applies: insured((f) => (f.insured.admdvs === f.visit.mdtrtarea_admvs ? fits : undefined)),
    message: toInsured((f) => say.local(f.insured.admdvs)),
  },
  {
    no: 3,
    text: '这次只用个人账户付钱，参保地规定不用备案',
    decision: 'not-required',
    rates: 'insured-place',
    applies: insured((f) => (f.visit.acct_only === true ? by(f, filingAccountOnly, isTrue) : undefined)),
    message: toInsured((f) => say.accountOnly(f.insured.admdvs)),
  },
  {
    no: 4,
    text: '在外地看病，这家医院没有开通异地直接结算',
    decision: 'refused',
    rates: 'none',
    applies: insured((f) => (f.visit.cross_region_enabled ? undefined : fits)),
    message: toInsured((f) => say.notEnabled(f.insured.admdvs)),
  },
  {
    no: 5,
    text: '参保地规定，到这里看病就当已经备案',
    decision: 'deemed',
    rates: 'insured-place',
    applies: insured((f) =>
      by(f, filingDeemedAreas, (areas) => areas.some((area) => covers(area, f.visit.mdtrtarea_admvs))),
    ),
    message: toInsured((f) => say.deemed(f.insured.admdvs, f.visit.mdtrtarea_admvs)),
  },
  {
    no: 6,
    text: '在本省看病，参保地规定这样看病不用备案',
    decision: 'not-required',
    rates: 'insured-place',
    applies: insured((f) =>
      inSameProvince(f)
        ? by(f, filingFreeInProvince, (v) => v.holds && !isMedTypeOf(f.visit.med_type, v.except_med_types))
        : undefined,
    ),
    message: toInsured((f) => say.freeInProvince(f.insured.admdvs)),
  },
  {
    no: 7,
    text: '在本省看病，全省都不用备案',
    decision: 'not-required',
    rates: 'insured-place',
    applies: insured((f) => (inSameProvince(f) ? by(f, provinceFilingFree, isTrue) : undefined)),
    message: toInsured((f) => say.provinceFree(f.insured.admdvs)),
  },
  {
    no: 8,
    text: '参加居民医保的大学生，参保地规定不用备案',
    decision: 'not-required',
    rates: 'insured-place',
    applies: insured((f) => (f.insured.student ? by(f, filingStudentFree, isTrue) : undefined)),
    message: toInsured((f) => say.student(f.insured.admdvs)),
  },
  {
    no: 9,
    text: '看急诊，就当已经备案',
    decision: 'deemed',
    rates: 'insured-place',
    applies: insured((f) => (isEmergency(f) ? by(f, filingEmergencyDeemed, isTrue) : undefined)),
    message: toInsured((f) => say.emergency(f.insured.admdvs)),
  },
  onFile,
  {
    no: 11,
    text: '没有备案，不是急诊也没有转诊，参保地自动给备案',
    decision: 'automatic',
    rates: 'reduced',
    applies: insured((f) => {
      const fit = by(f, filingAutomaticMedTypes, (types) => isMedTypeOf(f.visit.med_type, types))
      return fit && { ...fit, reduced: 'automatic' }
    }),
    message: toInsured((f, { ratio }) => say.automatic(f.insured.admdvs, f.visit.mdtrtarea_admvs, ratio)),
  },
  {
    no: 12,
    text: '到外地看病，没有查到有效的备案',
    decision: 'required',
    rates: 'none',
    applies: insured(() => fits),
    message: toInsured((f) => say.required(f.insured.admdvs, f.visit.mdtrtarea_admvs)),
  },
]

/** What decides, by the number a decision names it with. */
export const basisNames: Readonly<Record<string, string>> = Object.fromEntries(rules.map(({ no, text }) => [no, text]))
