/** The child that a birth certificate number leads to, also that of a certificate issued anew. */
import type { Ports } from '../../shared/chain/ports.ts'
import { fileOfBirthCert } from '../../shared/registers/apply/reissue.ts'
import type { PersonFile } from '../../shared/registers/file.ts'
import { loadSnapshot } from '../../shared/table/files.ts'

/** The child's file; an empty one if no certificate of this number is known. */
export async function childFile(ports: Ports, birthCertNo: string): Promise<PersonFile> {
  let pid = fileOfBirthCert(ports.keys, birthCertNo)
  for (;;) {
    const file = await loadSnapshot(ports, pid)
    const alias = file.one('alias', 'self')
    if (!alias) return file
    pid = alias.pid
  }
}
