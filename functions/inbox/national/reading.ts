/**
 * A message of the national interface, opened: its fields by their paths, without blanks around them, and what is blank as
 * not given. Partners write one node where the specification has a list of one, or a part as JSON in a text: read alike.
 */
import type { Institution } from '../../../shared/table/office/institutions.ts'

type Json = Readonly<Record<string, unknown>>

/** A message, and what is known of who sent it. */
export interface Reading {
  /** The field at a path: `fixmedins_code`, `input.data.psn_no`; of a list, `output.insuinfo[].insutype`. */
  at(path: string): unknown
  /** The items of a list, each as a reading of its own. */
  each(path: string): readonly Reading[]
  /** The institution that sent it, if it is registered. */
  readonly institution?: Institution | undefined
}

/** Opens a message. */
export function readingOf(message: Json, institution?: Institution): Reading {
  return readingWith(message, institution)
}

function readingWith(message: Json, institution: Institution | undefined, item?: unknown): Reading {
  return {
    institution,
    at(path) {
      const [node, field] = path.split('[].')
      if (field !== undefined) return plain(own(item, field))
      const names = (node as string).split('.')
      const [part, within, name] = names as [string, string?, string?]
      if (within === undefined) return plain(own(message, part))
      const whole = opened(own(message, part))
      return name === undefined ? single(own(whole, within)) : plain(own(nodeIn(whole, within), name))
    },
    each(path) {
      const list = this.at(path)
      const items = Array.isArray(list) ? list : list === undefined ? [] : [list]
      return items.map((one) => readingWith(message, institution, one))
    },
  }
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const own = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** A part of the message, which some programs write as a text. */
function opened(part: unknown): unknown {
  if (typeof part !== 'string') return part
  try {
    return JSON.parse(part)
  } catch {
    return undefined
  }
}

/** The node of this name; programs that know one node only call it `data`, or leave it out. */
function nodeIn(whole: unknown, name: string): unknown {
  const given = [own(whole, name), own(whole, 'data'), own(whole, 'result')].map(first).find(isObject)
  return given ?? whole
}

const first = (value: unknown) => (Array.isArray(value) && value.length === 1 ? value[0] : value)
const single = (value: unknown) => (Array.isArray(value) || isObject(value) ? value : undefined)

/** A value without blanks around it; undefined for what is blank. */
function plain(value: unknown): unknown {
  const bare = typeof value === 'string' ? value.trim() : value
  return bare === '' || bare === null ? undefined : bare
}
