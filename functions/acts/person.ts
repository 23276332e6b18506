/** The person a case is about. */
import type { PersonFile } from '../../shared/registers/file.ts'
import type { Person } from '../../shared/registers/rows.ts'

/** Throws if not registered: what a case is about waits until then. */
export function personOf({ file }: { file: PersonFile }): Person {
  if (!file.person) throw new Error('act: a case without a person')
  return file.person
}
