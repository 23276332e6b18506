/** Which cases ought to exist (RULES.md 1). Pure; at most one of an area and disease begins at a time. */
import { compareInstants, type Day, dayOf, startOfDay, yearOf } from '../../../../shared/calendar/index.ts'
import type { Start } from '../../../../shared/chain/chain.ts'
import { type Admdvs, areaOfInstitution, type Insutype } from '../../../../shared/codes/index.ts'
import { dueIn } from '../../../../shared/policy/due.ts'
import { heardIn } from '../../../../shared/registers/apply/hear.ts'
import type { Settlement } from '../../../../shared/registers/care/settlements.ts'
import { caseAbout } from '../../../../shared/registers/cases.ts'
import type { PersonFile } from '../../../../shared/registers/file.ts'
import type { At } from '../../../../shared/registers/look.ts'
import { recallAll } from '../../../../shared/registers/rest.ts'
import { endOf, isOpen } from '../../../../shared/registers/rows/cases.ts'
import { chronicRecognized } from '../events.ts'
import { chronicDays, type Disease, diseaseIn, isToldTooSoon, recognizingHospLvs, valueIn } from '../parameters.ts'
import { chronicBundle } from '../reference.ts'
import { type ChronicState, casesOf, stateIn } from '../state.ts'
import { texts } from '../texts.ts'
import { chronicAsked } from './asked.ts'
import { isInForce } from './rights.ts'
import { countsFrom, isInsured, screened } from './settlements.ts'

/** What makes a case. */
export const aboutOf = {
  screened: (area: Admdvs, code: string, year: string): string => `screened ${area} ${code} ${year}`,
  recognized: (key: string): string => `recognized ${key}`,
  asked: (key: string): string => `asked ${key}`,
}

interface Beginning {
  by: ChronicState['by']
  of: string
  about: string
  area: Admdvs
  insutype: Insutype
  disease: Disease
  on: Day
}

/** The case as it starts; who is asked first has no limit before the answer (RULES.md 2.4). */
function startOf({ by, of, about, area, insutype, disease, on }: Beginning, at: At): Start<ChronicState> {
  const { opsp_dise_code, opsp_dise_name, diag_codes } = disease
  const state: ChronicState = {
    by,
    of,
    disease: { opsp_dise_code, opsp_dise_name, diag_codes },
    insutype,
    on,
    begun: at.today,
    drawn: [],
    reviews: 0,
  }
  const due = dueIn(at, area, valueIn(at.look, chronicDays, area, on))
  return {
    about,
    state,
    admdvs: area,
    begins: on,
    ...(by === 'screened' ? {} : { due }),
    say: texts.opened[by](opsp_dise_name),
    ...(by === 'asked' ? { actor: 'citizen' as const } : {}),
  }
}

/** Whether a hospital's word is enough (RULES.md 2.3). */
export function isRecognizing(
  look: At['look'],
  area: Admdvs,
  { ide_fixmedins_no, hosp_lv, hosp_ide_date }: { ide_fixmedins_no: string; hosp_lv: string; hosp_ide_date: Day },
): boolean {
  return (
    areaOfInstitution(ide_fixmedins_no) === area &&
    valueIn(look, recognizingHospLvs, area, hosp_ide_date).includes(hosp_lv)
  )
}

/** RULES.md 1.2. */
function recognized(file: PersonFile, at: At): Start<ChronicState>[] {
  return heardIn(file, chronicRecognized)
    .sort((a, b) => (a.data.hosp_ide_date < b.data.hosp_ide_date ? -1 : 1))
    .flatMap(({ key, at: told, data }) => {
      const { insu_admdvs: area, insutype, opsp_dise_code: code, hosp_ide_date: on } = data
      const about = aboutOf.recognized(key)
      const disease = diseaseIn(at.look, area, on, code)
      if (!disease || caseAbout(file, chronicBundle.prefix, about)) return []
      if (isInForce(file, area, code, on) || !isInsured(file, area, insutype, on)) return []
      if (isToldTooSoon(at.look, area, on, told)) return []
      return [startOf({ by: 'recognized', of: key, about, area, insutype, disease, on }, at)]
    })
}

/** RULES.md 1.3: whatever was asked for was looked at when it was. */
function asked(file: PersonFile, at: At): Start<ChronicState>[] {
  return heardIn(file, chronicAsked).flatMap(({ key, time, data }) => {
    const { insu_admdvs: area, insutype, opsp_dise_code: code } = data
    const about = aboutOf.asked(key)
    const on = dayOf(time)
    const disease = diseaseIn(at.look, area, on, code)
    if (!disease || caseAbout(file, chronicBundle.prefix, about)) return []
    return [startOf({ by: 'asked', of: key, about, area, insutype, disease, on }, at)]
  })
}

/** Whether a settlement opens nothing of a disease: an open case has it, one had it, or the person wants none (RULES.md 1.1). */
function isTaken(file: PersonFile, { insu_admdvs: area, day, heard_at }: Settlement, code: string): boolean {
  const year = String(yearOf(day))
  return casesOf(file, area, code).some((row) => {
    const { by, of, begun } = stateIn(row)
    if (isOpen(row) || row.outcome?.result === 'declined' || (by === 'screened' && of === year)) return true
    return day >= countsFrom(begun) && compareInstants(heard_at, endOf(row) ?? heard_at) <= 0
  })
}

/** RULES.md 1.1; what had a settlement as its material is looked at as far back as settlements are. */
function screenedCases(file: PersonFile, at: At): Start<ChronicState>[] {
  recallAll(file, at, 'case', ['quiet', startOfDay(countsFrom(at.today))])
  return screened(file, at).flatMap(({ settlement, diseases }) => {
    const { insu_admdvs: area, insutype, day, heard_at } = settlement
    if (day < countsFrom(at.today) || isToldTooSoon(at.look, area, day, heard_at)) return []
    return diseases.flatMap((disease) => {
      const { opsp_dise_code: code } = disease
      if (isInForce(file, area, code, day) || isTaken(file, settlement, code)) return []
      const of = String(yearOf(day))
      const about = aboutOf.screened(area, code, of)
      return [startOf({ by: 'screened', of, about, area, insutype, disease, on: day }, at)]
    })
  })
}

/** All that ought to begin now; the others look again at what becomes of it. */
export function startsIn(file: PersonFile, at: At): Start<ChronicState>[] {
  const begun = new Set<string>()
  return [...asked(file, at), ...recognized(file, at), ...screenedCases(file, at)].filter(({ admdvs, state }) => {
    const what = `${admdvs} ${state.disease.opsp_dise_code}`
    return !begun.has(what) && begun.add(what)
  })
}
