/** Of which kind what is kept is, by where it lies. */
import { kept } from './schedule.ts'
import type { KeptKind } from './terms.ts'

const matches = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replaceAll('*', '\u0000')
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('\u0000', '.*')}$`,
  ).test(text)

/** The kinds that an item of the table may be of, by its key. */
export const kindsOfItem = ({ pk, sk }: { pk: string; sk: string }): KeptKind[] =>
  kept.flatMap(([kind, { where }]) => (where.some((pattern) => matches(pattern, `${pk} ${sk}`)) ? [kind] : []))
