/** Somebody named by an identity number and their name, as a person at a desk or in the family is. */

import { PsnCertType } from '../../shared/codes/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { numberHashOf, type Pid, readCertno, sameName } from '../../shared/identity/index.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { loadSnapshot } from '../../shared/table/files.ts'
import { numberKey } from '../../shared/table/keys.ts'

/** Whom an identity number of any kind leads to: of each kind of document it may be a number of, one person at most. */
export async function holdersOf({ table, keys }: Pick<Ports, 'table' | 'keys'>, certno: string): Promise<Pid[]> {
  const numbers = Object.values(PsnCertType).flatMap((type) => {
    const read = readCertno(certno, type)
    return read.ok ? [numberKey(numberHashOf(keys, read.certno, type))] : []
  })
  return (await table.getMany(numbers)).map(({ d }) => d as Pid)
}

/**
 * The living person of this number and name. Undefined without telling why: the number is unknown, the name another's, or
 * the person dead.
 */
export async function personNamed(ports: Ports, certno: string, psnName: string): Promise<PersonFile | undefined> {
  const files = await Promise.all((await holdersOf(ports, certno)).map((pid) => loadSnapshot(ports, pid)))
  return files.find(({ person, died }) => {
    return person !== undefined && died === undefined && sameName(person.private.psn_name, psnName)
  })
}
