/**
 * Kinds of treatment (医疗类别, `med_type`). The national table has two digits; places add kinds of their own beneath
 * them (`2102` under `21`) and beside them (`9901`). Rules speak of classes of them, so that a kind nobody here has heard
 * of is decided upon like any other visit.
 */

import type { ReleaseStanding } from './standing.ts'

/** What kind of care it is, as rules tell it apart. */
export type MedClass = 'outpatient' | 'emergency' | 'chronic' | 'inpatient' | 'pharmacy' | 'maternity'

interface MedType {
  readonly name: string
  readonly classes: readonly MedClass[]
  readonly standing: ReleaseStanding
}

const published = (name: string, ...classes: MedClass[]): MedType => ({ name, classes, standing: 'published' })
const toConfirm = (name: string, ...classes: MedClass[]): MedType => ({ name, classes, standing: 'to-confirm' })

/** The table, by code. */
export const medTypes: Readonly<Record<string, MedType>> = {
  '11': published('普通门诊', 'outpatient'),
  '12': published('门诊挂号', 'outpatient'),
  '13': published('急诊', 'outpatient', 'emergency'),
  '14': published('门诊慢特病', 'outpatient', 'chronic'),
  '19': toConfirm('意外伤害门诊', 'outpatient'),
  '21': published('普通住院', 'inpatient'),
  '22': published('外伤住院', 'inpatient'),
  '23': published('转外诊治住院', 'inpatient'),
  '24': published('急诊转住院', 'inpatient', 'emergency'),
  '25': toConfirm('异地住院', 'inpatient'),
  '26': toConfirm('单病种住院', 'inpatient'),
  '28': toConfirm('日间手术', 'inpatient'),
  '41': published('定点药店购药', 'pharmacy'),
  '51': published('生育门诊', 'outpatient', 'maternity'),
  '52': published('生育住院', 'inpatient', 'maternity'),
  '53': published('计划生育手术费', 'maternity'),
  '91': toConfirm('其他门诊', 'outpatient'),
  '92': toConfirm('其他住院', 'inpatient'),
}

/** The names of all in the table. */
export const medTypeNames: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(medTypes).map(([code, { name }]) => [code, name]),
)

/** How a kind of treatment is written: any code of the table, or one that a place has added. */
export const medTypePattern = /^\d{2,4}$/

/** What to say of one that is written otherwise. */
export const medTypeRule = '应为二至四位数字的代码，如 11 普通门诊、21 普通住院'

/** Whether a kind is one of those listed, or lies beneath one of them: `2102` is a kind of `21`. */
export const isMedTypeOf = (code: string, listed: readonly string[]): boolean =>
  listed.some((one) => code.startsWith(one))

/** Whether a kind is of this class; one that no table has is of none. */
export function isMedClass(code: string, medClass: MedClass): boolean {
  const known = medTypes[code] ?? medTypes[code.slice(0, 2)]
  return known?.classes.includes(medClass) ?? false
}

/** Chinese name of a kind, for messages; of one beneath a kind of the table that kind's; else the code itself. */
export const medTypeName = (code: string): string => (medTypes[code] ?? medTypes[code.slice(0, 2)])?.name ?? code
