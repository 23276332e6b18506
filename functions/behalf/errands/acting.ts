/** Who acts by an errand, and how the person is told of it. */
import { areaName } from '../../../shared/codes/index.ts'
import type { Acting } from '../../../shared/registers/applying.ts'
import type { Errand } from '../../../shared/table/office/errands.ts'
import { errandNotice } from '../../../shared/tasks/told.ts'
import type { Route } from '../../calls/route.ts'
import { doneBy } from '../scopes.ts'

/** The office that somebody acts for, as people are told. */
export const officeName = ({ opener }: Pick<Errand, 'opener'>): string =>
  opener.role === 'agent' ? `${opener.point_name}的帮办员` : `${areaName(opener.area)}医保窗口的工作人员`

/** Who acts, and what the person is told of it. */
export function actingBy(errand: Errand, route: Route): Acting {
  const { opener, errand_id } = errand
  const text = `${officeName(errand)}受您委托替您${doneBy(route)}。不是您的意思的，请马上打 12393。`
  return { as: opener.role, by: opener.id, under: errand_id, told: { notice: errandNotice, text } }
}
