/** Values as people read them: sums, days, moments, places, codes by their names; each by its schema. */
import type { Child } from 'hono/jsx'
import * as z from 'zod'
import { addDays, dayOf, parseInstant } from '../../../shared/calendar/index.ts'
import { namedFields } from '../../../shared/codes/coded.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { labels } from '../../../shared/codes/labels.ts'

/** `2026-03-12T09:00:00+08:00` as `3月12日 09:00`, of another year than now's with it. What is no moment stays as it is. */
export function moment(text: string, now = ''): string {
  const at = parseInstant(text)
  return at === undefined ? text : `${dayText(dayOf(at), now)} ${at.slice(11, 16)}`
}

/** A limit: the end of a day is that day, the very beginning of one the day before. */
export function limitText(text: string, now = ''): string {
  const at = parseInstant(text)
  if (at === undefined) return text
  const clock = at.slice(11, 16)
  if (clock === '00:00') return dayText(addDays(dayOf(at), -1), now)
  return clock === '23:59' ? dayText(dayOf(at), now) : moment(at, now)
}

/** `2026-03-12` as `3月12日`, of another year than now's with it. */
export function dayText(day: string, now = ''): string {
  const [year = '', month = '', date = ''] = day.split('-')
  const short = `${Number(month)}月${Number(date)}日`
  return now.startsWith(year) ? short : `${year}年${short}`
}

/** A masked name as it fits a line: of a long one not every letter is starred. */
export const nameText = (masked: string): string => masked.replace(/\*{5,}/, '****')

/** `150000.00` as `150,000.00 元`. */
export const yuan = (amt: string): string => `${amt.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',')} 元`

interface Shape {
  type?: string
  title?: string
  description?: string
  format?: string
  pattern?: string
  properties?: Record<string, Shape>
  items?: Shape
  anyOf?: Shape[]
  oneOf?: Shape[]
  names?: Readonly<Record<string, string>>
}

const made = new WeakMap<z.ZodType, Shape>()

function shapeOf(schema: z.ZodType): Shape {
  const known = made.get(schema)
  if (known) return known
  const shape = z.toJSONSchema(schema, {
    unrepresentable: 'any',
    reused: 'inline',
    override({ zodSchema, jsonSchema }) {
      const names = namedFields.get(zodSchema as z.core.$ZodType as z.ZodType)?.names
      if (names) Object.assign(jsonSchema, { names })
    },
  }) as Shape
  made.set(schema, shape)
  return shape
}

/** What an object says, field by field, in the order of its schema; what the schema does not know comes last. */
export function Facts({ schema, value }: { schema: z.ZodType; value: Readonly<Record<string, unknown>> }) {
  return <Listed shape={shapeOf(schema)} value={value} />
}

/** One value by its schema. */
export const Value = ({ schema, name, value }: { schema: z.ZodType; name: string; value: unknown }) => (
  <>{shown(shapeOf(schema), name, value)}</>
)

/** The same of an object without parts, in one sentence: `队列 sm，原因 太大`. */
export const inShort = (schema: z.ZodType, value: Readonly<Record<string, unknown>>): string =>
  saidIn(shapeOf(schema), value)
    .map(([label, text]) => `${label} ${text}`)
    .join('，')

function Listed({ shape, value }: { shape: Shape; value: Readonly<Record<string, unknown>> }) {
  return (
    <dl class="facts">
      {saidIn(shape, value).map(([label, text]) => (
        <>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </>
      ))}
    </dl>
  )
}

function saidIn(shape: Shape, value: Readonly<Record<string, unknown>>): [label: string, text: Child][] {
  const shapes = [shape, ...(shape.anyOf ?? []), ...(shape.oneOf ?? [])]
  const known: Record<string, Shape> = Object.assign({}, ...shapes.map(({ properties = {} }) => properties))
  const names = [...new Set([...Object.keys(known), ...Object.keys(value)])].filter((name) => isSaid(value[name]))
  return names.map((name) => [known[name]?.title ?? labels[name] ?? name, shown(known[name] ?? {}, name, value[name])])
}

const isSaid = (one: unknown) => one !== undefined && one !== null && !(Array.isArray(one) && one.length === 0)

function shown(shape: Shape, name: string, value: unknown): Child {
  if (Array.isArray(value)) return several(shape.items ?? {}, name, value)
  if (typeof value === 'object' && value !== null)
    return <Listed shape={shape} value={value as Record<string, unknown>} />
  if (typeof value === 'boolean') return value ? '是' : '否'
  const text = String(value)
  const named = [shape, ...(shape.anyOf ?? [])].flatMap(({ names }) => names?.[text] ?? [])[0]
  return named ?? written(shape, name, text)
}

/** Of a thing that says little, its parts one behind the other; of anything else nothing. */
function inOneLine(shape: Shape, value: unknown): string | undefined {
  const parts = saidIn(shape, value as Record<string, unknown>).map(([, text]) => text)
  return parts.length <= 2 && parts.every((text) => typeof text === 'string') ? parts.join(' ') : undefined
}

function several(shape: Shape, name: string, values: readonly unknown[]): Child {
  if (values.some((one) => typeof one === 'object'))
    return (
      <ul class="several">
        {values.map((one) => (
          <li>{inOneLine(shape, one) ?? shown(shape, name, one)}</li>
        ))}
      </ul>
    )
  return values.map((one) => String(shown(shape, name, one))).join('、')
}

const monthDay = /^(0[1-9]|1[0-2])-([0-2]\d|3[01])$/
const places = /(^|_)(admdvs|admvs)$/

function written({ pattern, format }: Shape, name: string, text: string): string {
  if (places.test(name) && /^\d{6}$/.test(text)) return areaName(text)
  if (format === 'date-time' || /^\d{4}-\d\d-\d\dT/.test(text)) return moment(text)
  if (format === 'date') return dayText(text)
  if (monthDay.test(text)) return dayText(`-${text}`)
  if (pattern === '^-?\\d+\\.\\d{2}$') return yuan(text)
  return name === 'month' && /^\d{6}$/.test(text) ? `${text.slice(0, 4)}年${Number(text.slice(4))}月` : text
}
