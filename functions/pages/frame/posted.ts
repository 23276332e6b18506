/** What a form of ours has sent, and what came of it. */
import { randomUUID } from 'node:crypto'
import type { Context } from 'hono'
import type { Failed } from '../../../shared/client/index.ts'
import type { Written } from './fields.ts'

/** The hidden field that names what a form asks for: pressed twice, it is done once. */
export const keyField = '_key'

/** A form as it came. */
export interface Posted {
  /** What came several times stands in lines. */
  readonly written: Written
  /** Of fields that came several times: all of them. */
  all(name: string): readonly string[]
  /** The `Idempotency-Key` of what it asks for. */
  readonly key: string
}

/** Reads a form. */
export async function posted(c: Context): Promise<Posted> {
  const data = await c.req.formData()
  const texts = [...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  const all = Map.groupBy(texts, ([name]) => name)
  const { [keyField]: key = '', ...written } = Object.fromEntries(
    [...all].map(([name, several]) => [name, several.map(([, text]) => text).join('\n')]),
  )
  return {
    written,
    all: (name) => (all.get(name) ?? []).map(([, text]) => text),
    key: /^[\w-]{8,64}$/.test(key) ? key : randomUUID(),
  }
}

/** What a form is drawn with again, where what it asked for was not done. */
export interface Again {
  readonly written: Written
  readonly status: number
  readonly detail: string
  /** What is wrong with which field. */
  readonly faults: readonly { readonly field: string; readonly message: string }[]
  /** After a fault that passes: sent again under the same key. */
  readonly key?: string
}

/** The form again, after a call that came to nothing. `within`: where the API has what the form holds, as `form.`. */
export function again({ written, key }: Posted, { status, problem }: Failed, within = ''): Again {
  const faults = (problem.errors ?? []).map(({ field, message }) => ({
    field: within && field.startsWith(within) ? field.slice(within.length) : field,
    message,
  }))
  const passes = status === 0 || status >= 500 || status === 429
  // The client says 0 where the API did not answer; to a browser that is a fault of ours.
  return { written, status: status || 503, detail: problem.detail, faults, ...(passes ? { key } : {}) }
}

/** The form again, for faults that are seen before any call. */
export const refused = ({ written }: Posted, faults: Again['faults']): Again => {
  return { written, status: 400, detail: '请按提示修改后再试。', faults }
}
