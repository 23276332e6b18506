/** Tasks as pages read them, whatever their kind: what is shown of one follows from the kind's declaration. */
import * as z from 'zod'
import { dayOf, daysBetween, type Instant } from '../../../../shared/calendar/index.ts'
import type { Answer } from '../../../../shared/client/index.ts'
import { schemas } from '../../../../shared/schemas.ts'
import type { TaskKind } from '../../../../shared/tasks/kind.ts'
import { taskKinds, taskNames } from '../../../bundles/all.ts'
import { type Field, fieldsOf, offering } from '../fields.ts'

/** A task. */
export type Task = Answer<'GET /v1/tasks'>['tasks'][number]

/** Colours of urgency by their words. */
export const triageNames = { red: '红', blue: '蓝', green: '绿' } as const

/** What its mark says. */
export const markOf = ({ triage }: Pick<Task, 'triage'>): string => triageNames[triage]

/** What a kind of task is called. */
export const titleOf = (kind: string): string => taskNames[kind] ?? kind

/** Its declaration. */
export const kindOf = (kind: string): TaskKind | undefined => taskKinds.get(kind)

/** What the facts of a task of the kind are. */
export const schemaOf = remembered((kind) => z.object({ ...kind.facts(schemas), ...kind.forClaimer?.(schemas) }))

/** What approving it brings, as the fields of a form. What its facts make needless is not asked for; where they list what there is to choose from, no more is offered. */
export function approvalOf(kind: string, facts?: Task['facts']): readonly Field[] {
  const asked: readonly string[] | undefined = facts && kindOf(kind)?.asks?.(facts as never)
  const fields = fieldsOf(approvalSchema(kind)).filter(({ name }) => asked?.includes(name) ?? true)
  return fields.map((field) => {
    const listed = (facts as Readonly<Record<string, unknown>> | undefined)?.[`${field.name}s`]
    return field.options && Array.isArray(listed) ? offering(field, listed) : field
  })
}

const approvalSchema = remembered((kind) => z.object(kind.approval(schemas)))

function remembered(make: (kind: TaskKind) => z.ZodType): (kind: string) => z.ZodType {
  const made = new Map<string, z.ZodType>()
  return (name) => {
    const kind = kindOf(name)
    const schema = made.get(name) ?? (kind ? make(kind) : z.object({}))
    made.set(name, schema)
    return schema
  }
}

/** Time that is left, in words: days of the calendar, as a clerk counts them. */
export function timeLeft(dueAt: string, now: Instant): string {
  if (dueAt < now) {
    const days = daysBetween(dayOf(dueAt as Instant), dayOf(now))
    return days === 0 ? '今天已超期' : `已超 ${days} 天`
  }
  const days = daysBetween(dayOf(now), dayOf(dueAt as Instant))
  if (days === 0) return '今天到期'
  return days === 1 ? '明天到期' : `还有 ${days} 天`
}
