/** Settlements that say something of a disease (RULES.md 1.1, 3.2). Pure. */
import { addDays, compareInstants, type Day, sameDayAfter } from '../../../../shared/calendar/index.ts'
import { type Admdvs, isMedTypeOf } from '../../../../shared/codes/index.ts'
import { heardIn } from '../../../../shared/registers/apply/hear.ts'
import { type Settlement, settlementsIn, settlementsOf } from '../../../../shared/registers/care/settlements.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { relationOf, standingOn } from '../../../../shared/registers/relation.ts'
import { heardKey } from '../../../../shared/registers/rows/heard.ts'
import { chronicRecognized } from '../events.ts'
import { type Disease, diseaseIn, diseasesIn } from '../parameters.ts'
import { type ChronicCtx, casesOf } from '../state.ts'
import { lastOf, rightsOf } from './rights.ts'

/** Days that a settlement may be old when a case starts (RULES.md 1.1). */
const mostDays = 365
const inPatient = ['21', '24']

/** Whether a diagnosis begins with one of these codes. */
const isOf = (codes: readonly string[], diag: string): boolean =>
  codes.some((code) => diag.toUpperCase().startsWith(code))

/** Whether a settlement bears a diagnosis of a disease. */
const bears = ({ diags = [] }: Settlement, codes: readonly string[]): boolean =>
  diags.some(({ diag_code }) => isOf(codes, diag_code))

/** Whether the person is in normal state there on a day. */
export function isInsured(file: PersonFile, area: Admdvs, insutype: Settlement['insutype'], on: Day): boolean {
  const relation = relationOf(file, area, insutype)
  return relation !== undefined && standingOn(relation, on)?.psn_insu_stas === '1'
}

/** The first day from which settlements count for what starts on a day. */
export const countsFrom = (start: Day): Day => addDays(start, -mostDays)

/** In-patient settlements of somebody insured there, the first settled first. */
const screenable = (file: PersonFile, among: readonly Settlement[]): Settlement[] =>
  among.filter(
    ({ med_type, insu_admdvs, insutype, day }) =>
      isMedTypeOf(med_type, inPatient) && isInsured(file, insu_admdvs, insutype, day),
  )

/** Those that may start something today, each with the diseases that are listed for it, on its day. */
export const screened = (file: PersonFile, at: At): { settlement: Settlement; diseases: readonly Disease[] }[] =>
  screenable(file, settlementsIn(file, at, countsFrom(at.today))).map((settlement) => ({
    settlement,
    diseases: diseasesIn(at.look, settlement.insu_admdvs, settlement.day).filter(({ diag_codes }) =>
      bears(settlement, diag_codes),
    ),
  }))

/** Whether a settlement recognizes a disease directly. */
const isDirect = ({ direct }: Disease, { insutype, hosp_lv }: Settlement): boolean =>
  direct !== undefined &&
  hosp_lv !== undefined &&
  direct.insutypes.includes(insutype) &&
  direct.hosp_lvs.includes(hosp_lv)

/** What a case rests on. */
export interface Material {
  /** All of it, the first settled first. */
  readonly all: readonly Settlement[]
  /** What recognizes the disease directly. */
  readonly direct: readonly Settlement[]
}

/**
 * The settlements of a case's area and disease: none too old at its start, none of a time that another case has granted or
 * that lies before it, and while the case's own right has ended none after that.
 */
export function materialOf(ctx: ChronicCtx): Material {
  const { file, look, state } = ctx
  const { admdvs: area, case_id } = ctx.case
  const code = state.disease.opsp_dise_code
  const own = state.granted?.from
  const others = rightsOf(file, area, code).filter(
    (right) => right.case_id !== case_id && (own === undefined || right.from < own),
  )
  const last = lastOf(rightsOf(file, area, code).find((right) => right.case_id === case_id) ?? {})
  const from = countsFrom(state.begun)
  const all: Settlement[] = []
  const direct: Settlement[] = []
  for (const settlement of screenable(file, materialFrom(ctx, from))) {
    const { insu_admdvs, day } = settlement
    if (insu_admdvs !== area || day < from || day > last || others.some((right) => lastOf(right) >= day)) continue
    const disease = diseaseIn(look, area, day, code)
    if (!disease || !bears(settlement, disease.diag_codes)) continue
    all.push(settlement)
    if (isDirect(disease, settlement)) direct.push(settlement)
  }
  return { all, direct }
}

/**
 * What may be material: all there is for who waits, and once what a right rests on was revoked; of what else is over only what
 * came or was corrected since it lay at rest.
 */
function materialFrom(ctx: ChronicCtx, from: Day): readonly Settlement[] {
  const { file, state } = ctx
  const known = settlementsOf(file)
  const ground = state.granted?.ground
  const isRevoked = ground !== undefined && !isAtRest(file, ground) && known.every(({ setl_id }) => setl_id !== ground)
  return ctx.case.status === 'done' && !isRevoked ? known : settlementsIn(file, ctx, from)
}

/** Whether a settlement that was heard of lies at rest: that was not taken back. */
export const isAtRest = (file: PersonFile, setl_id: string): boolean =>
  !file.one('heard', heardKey({ fact: 'settlement', key: setl_id }))

/**
 * Of a case: whatever may make it direct. Of a hospital's recognition that is what came while it is reviewed, and what no
 * case had before it: of the rest the person was asked already.
 */
export function directOf(ctx: ChronicCtx, { direct }: Material = materialOf(ctx)): readonly Settlement[] {
  const { file, state, case: c } = ctx
  if (state.by !== 'recognized') return direct
  const isFirst = casesOf(file, c.admdvs, state.disease.opsp_dise_code).every(
    ({ case_id, started_at }) => case_id === c.case_id || compareInstants(started_at, c.started_at) > 0,
  )
  return isFirst ? direct : direct.filter(({ heard_at }) => compareInstants(heard_at, c.started_at) > 0)
}

/** How far back a review looks, in months. */
const reviewMonths = 24

/**
 * What a review looks at: settlements of the 24 months before a day that bear the disease, wherever it was treated and as
 * what, and those that came since: they are the case's material, too.
 */
export const atIssue = (ctx: ChronicCtx, on: Day): Settlement[] =>
  settlementsIn(ctx.file, ctx, sameDayAfter(on, -reviewMonths)).filter((one) =>
    bears(one, ctx.state.disease.diag_codes),
  )

/** The recognition that a case is about, as it was reported last. */
export const recognitionOf = ({ file, state: { by, of } }: Pick<ChronicCtx, 'file' | 'state'>) =>
  by === 'recognized' ? heardIn(file, chronicRecognized).find(({ key }) => key === of)?.data : undefined

/** Recognitions of the disease in the area. */
export const recognitionsOf = ({ file, state, case: { admdvs } }: Pick<ChronicCtx, 'file' | 'state' | 'case'>) =>
  heardIn(file, chronicRecognized).filter(
    ({ data }) => data.insu_admdvs === admdvs && data.opsp_dise_code === state.disease.opsp_dise_code,
  )
