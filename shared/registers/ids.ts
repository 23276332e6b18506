/**
 * Ids. A case, a bill, a payment or a filing carries the key of the person it belongs to, so that no call ever needs
 * a look-up table from id to person, and every id follows from what it is about: made twice, it is the same.
 */
import { hash } from 'node:crypto'
import type { Pid } from '../identity/index.ts'

/** Stands for a person in keys and ids. */
export type { Pid } from '../identity/index.ts'

/** Kinds of ids, two capital letters that open the id; each bundle has its own for its cases, the others stand here. */
export type RefKind = string

/** An id of 32 characters: kind (2), person (20), what it is about (10, hashed). */
export type Ref = string & { readonly __ref: unique symbol }

const shape = /^[A-Z]{2}([a-z2-7]{20})[a-z2-7]{10}$/
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

/** The id of `kind` of this person for what `about` says; the same input gives the same id. */
export function refOf(kind: RefKind, pid: Pid, about: string): Ref {
  // A character a byte: a settled case asks for some hundred ids, and a Buffer costs more than the hash in it.
  const digest = hash('sha256', `${kind}\n${pid}\n${about}`, 'binary')
  let tail = ''
  for (let i = 0; i < 10; i++) tail += alphabet[digest.charCodeAt(i) & 31]
  return `${kind}${pid}${tail}` as Ref
}

/**
 * The id of something that a case makes: it bears the key that the case does, which stays the same when the file is
 * merged into another.
 */
export function refOfCase(kind: RefKind, caseId: Ref, about: string): Ref {
  const pid = pidIn(caseId)
  if (!pid) throw new Error('ids: a case without a person')
  return refOf(kind, pid, about)
}

/** The person an id belongs to; undefined if it is none of ours. */
export function pidIn(id: string): Pid | undefined {
  return shape.exec(id)?.[1] as Pid | undefined
}

/**
 * Source and id of an event as one text that no other pair has. Hardly any holds a line break: theirs is the text under
 * which older items stand.
 */
export function identityText(source: string, id: string): string {
  return `${source}${id}`.includes('\n') ? JSON.stringify([source, id]) : `${source}\n${id}`
}
