/** Who has tasks, and which of them each sees. */

import { unnamed } from '../../../shared/registers/apply/task.ts'
import type { Hand } from '../../../shared/registers/desk/claim.ts'
import type { TaskOwner } from '../../../shared/registers/rows.ts'
import { type List, taskList } from '../../../shared/table/keys.ts'
import { together } from '../../../shared/table/lists.ts'
import type { RoleIn, SubjectOf } from '../../calls/access.ts'
import { type Problem, problem } from '../../calls/problem.ts'
import { areasSeen, isProvince } from '../../calls/reach.ts'

/** The roles that have tasks, and whose data each sees by them. */
export const inOffice = {
  clerk: 'area',
  supervisor: 'area',
  agent: 'point',
  expert: 'drawn',
  employer: 'staff',
  operator: 'all',
} as const
/** Somebody who has tasks. */
export type Officer = SubjectOf<RoleIn<typeof inOffice>>

/** Whose office they work for, as the audit trail says it. */
export function officeOf(subject: Officer): string {
  if ('area' in subject) return subject.area
  if (subject.role === 'agent') return subject.point_no
  if (subject.role === 'expert') return subject.expert_no
  return subject.role === 'employer' ? subject.emp_no : subject.role
}

/** The hand that does something with a task. */
export function handOf(subject: Officer): Hand {
  const hand = { by: subject.id, name: numberOf(subject) || unnamed }
  if (subject.role === 'supervisor') return { ...hand, over: true }
  return subject.role === 'clerk' ? { ...hand, checked: true } : hand
}

/** Under which number somebody works, if their token says it. */
function numberOf(subject: Officer): string | undefined {
  if (subject.role === 'agent') return subject.agent_no
  if (subject.role === 'expert') return subject.expert_no
  return 'staff_no' in subject ? subject.staff_no : undefined
}

/** Whether somebody is told whose matter a task is: who reviews judges it without knowing. */
export const seesWhose = ({ role }: Officer): boolean => role !== 'expert'

/** Whose open tasks somebody sees: their own, those of all areas of a clerk's province, a supervisor the clerks' too. */
function ownersSeen(subject: Officer): TaskOwner[] {
  switch (subject.role) {
    case 'clerk':
      return areasSeen(subject.area).map((area) => ({ role: 'clerk', area }))
    case 'supervisor':
      return areasSeen(subject.area).flatMap((area) => [
        { role: 'clerk', area },
        { role: 'supervisor', area },
      ])
    case 'agent':
      return [{ role: 'agent', point_no: subject.point_no }]
    case 'expert':
      return [{ role: 'expert', expert_no: subject.expert_no }]
    case 'employer':
      return [{ role: 'employer', emp_no: subject.emp_no }]
    case 'operator':
      return [{ role: 'operator' }]
  }
}

/** The list of the open tasks that somebody sees. */
export const listOf = (subject: Officer): List => together(ownersSeen(subject).map(taskList))

/** Whether somebody sees tasks of this owner. */
export const isSeen = (subject: Officer, owner: TaskOwner): boolean =>
  ownersSeen(subject).some((own) => taskList(own).name === taskList(owner).name)

/** Why somebody may do nothing with tasks at all: those of a province only look. */
export const onlyLooks = (subject: Officer): Problem | undefined =>
  'area' in subject && isProvince(subject.area)
    ? problem(403, 'forbidden', '省级只能查看，由办件所在的统筹区处理。')
    : undefined
