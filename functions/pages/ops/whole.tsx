/**
 * What is set whole under an id of one's choice (points, articles, packs): the form is made from the schema that checks it,
 * and shows what stands there now.
 */
import type { Child } from 'hono/jsx'
import type * as z from 'zod'
import type { Result } from '../../../shared/client/index.ts'
import { areaName } from '../../../shared/codes/index.ts'
import { type Field, fieldsOf, sentOf, type Written } from '../frame/fields.ts'
import { Fields, Form } from '../frame/form.tsx'
import { refused } from '../frame/posted.ts'
import type { Pages } from '../frame/serve.tsx'
import { type After, type Difference, here, type Operator, servedChange } from './change.tsx'

/** One kind of it. */
export interface Whole {
  /** Where it is listed: `/ops/points`. */
  readonly path: string
  /** What one of it is called. */
  readonly noun: string
  /** What the form that opens one says of ids, in a sentence. */
  readonly explains: string
  readonly schema: z.ZodType
  /** Fields that no form asks for. */
  readonly without?: readonly string[]
  /** How fields are written that the schema alone does not make easy, by their names. */
  readonly written?: Readonly<Record<string, Partial<Field>>>
  /** What of the body is made otherwise than field by field. */
  body?(written: Written): Readonly<Record<string, unknown>>
  find(visit: Operator, id: string): Promise<Found>
  /** Said in place of what was, where something may stand under the id that cannot be read. */
  readonly unread?: string
  put(visit: Operator, id: string, body: never): Promise<Result<unknown>>
  /** Where one finds it again once it is kept; left out: its page. */
  leads?(id: string, written: Written): string
}

/** What stands under an id. */
export interface Found {
  /** What it is called. */
  readonly title?: string
  /** As the form writes it; left out of what is new or cannot be read. */
  readonly known?: Written
  /** It is shown, and may not be changed any more. */
  readonly isFixed?: true
  /** What stands above the form. */
  readonly above?: Child
}

/** The list's form for a new one, and the page of one. */
export function servedWhole(pages: Pages<'operator'>, whole: Whole): void {
  const { path, noun } = whole
  pages.post(`${path}/new`, (visit, form) => {
    const { id = '' } = form.written
    if (/^[\w-]{1,64}$/.test(id)) return visit.go(`${path}/${id}`)
    const wrong = refused(form, [{ field: 'id', message: '写 1 至 64 个字母、数字、横线' }])
    return { title: `打开${noun}`, fault: wrong.detail, status: 400, body: <New {...whole} again={wrong} /> }
  })
  pages.get(`${path}/:id`, (visit) => drawOne(whole, visit, {}))
  servedChange(pages, {
    path: `${path}/:id`,
    draw: (visit, after) => drawOne(whole, visit, after),
    shows: async (visit, { written }) => {
      const { known } = await whole.find(visit, visit.param('id'))
      return { title: '这样改吗？', changes: differences(whole, known, written) }
    },
    make: (visit, { written }) => whole.put(visit, visit.param('id'), bodyOf(whole, written) as never),
    said: 'kept',
    leads: (visit, _made, { written }) => {
      const id = visit.param('id')
      return whole.leads?.(id, written) ?? `${path}/${id}`
    },
  })
}

/** The form that opens one. */
export function New({ path, noun, explains, again }: Pick<Whole, 'path' | 'noun' | 'explains'> & Pick<After, 'again'>) {
  const field: Field = { name: 'id', label: `${noun}编号`, required: true, kind: 'text' }
  return (
    <section aria-label={`新写或者改${noun}`}>
      <h2>新写或者改{noun}</h2>
      <p class="hint">{explains}</p>
      <Form action={`${path}/new`} class="row" label="打开" again={again}>
        <Fields fields={[field]} again={again} />
        <button type="submit">打开</button>
      </Form>
    </section>
  )
}

function fieldsIn({ schema, without = [], written = {} }: Whole): readonly Field[] {
  const dressed = (fields: readonly Field[]): Field[] =>
    fields
      .filter(({ name }) => !without.includes(name))
      .map((field) => ({
        ...field,
        ...(field.parts ? { parts: dressed(field.parts) } : {}),
        ...written[field.name],
      }))
  return dressed(fieldsOf(schema))
}

const bodyOf = (whole: Whole, written: Written) => ({ ...sentOf(fieldsIn(whole), written), ...whole.body?.(written) })

async function drawOne(whole: Whole, visit: Operator, after: After) {
  const id = visit.param('id')
  const { title, known = {}, isFixed, above } = await whole.find(visit, id)
  const label = `${whole.noun} ${id}`
  return {
    title: title ?? label,
    ...(title === undefined ? {} : { beside: <span class="hint">{label}</span> }),
    body: (
      <>
        {above}
        {isFixed ? (
          <section aria-label="内容">
            <h2>内容</h2>
            <dl class="facts">
              {flat(whole)
                .filter(({ name }) => known[name])
                .map((field) => (
                  <>
                    <dt>{field.label}</dt>
                    <dd>{inWords(field, known)}</dd>
                  </>
                ))}
            </dl>
          </section>
        ) : (
          <Form action={here(visit)} again={after.again} label={label}>
            <Fields fields={fieldsIn(whole)} written={known} again={after.again} />
            <button type="submit" class="main">
              保存
            </button>
          </Form>
        )}
        {after.question}
      </>
    ),
  }
}

const flat = (whole: Whole): readonly Field[] =>
  fieldsIn(whole).flatMap((field) => (field.kind === 'group' ? (field.parts ?? []) : [field]))

/** What a form would change, field by field; of what is new, all that it says. */
function differences(whole: Whole, known: Written | undefined, written: Written): Difference[] {
  const said = flat(whole).map((field) => ({
    of: field.label,
    before: inWords(field, known ?? {}) || '没有',
    after: inWords(field, written) || '没有',
  }))
  const differing = said.filter(({ before, after }) => before !== after)
  if (known) return differing
  const before = whole.unread ?? '还没有'
  return [{ before, after: `新的${whole.noun}` }, ...differing.map(({ of, after }) => ({ of, after }))]
}

const yesNo: Readonly<Record<string, string>> = { true: '是', false: '否' }

/** What a form holds of a field: codes by their names, places with theirs, a line each of what is written in lines. */
function inWords({ name, kind, options }: Field, written: Written): string {
  const text = (written[name] ?? '').trim()
  const named = (code: string) => options?.find(([one]) => one === code)?.[1] ?? code
  if (kind === 'yes-no') return yesNo[text] ?? text
  if (/(^|\.)admdvs$/.test(name) && /^\d{6}$/.test(text)) return `${areaName(text as never)}（${text}）`
  return text
    .split(/\r?\n/)
    .map((line) => named(line.trim()))
    .join('\n')
}
