/**
 * The register of experts who review chronic diseases: an item each under their number, and one in the list of their
 * pooling area, from which they are drawn. Their names are not kept: nobody is told who reviewed.
 */
import { compareInstants } from '../../calendar/index.ts'
import type { Admdvs } from '../../codes/index.ts'
import type { Expert } from '../../registers/look.ts'
import { expertAreaKey, expertAreaPartition, expertKey } from '../keys/office.ts'
import { type Item, queryAll, type Table, type Write } from '../table.ts'

const expertIn = ({ d }: Item) => JSON.parse(d as string) as Expert

/** The experts of a pooling area by their numbers, those no longer in office among them. */
export async function expertsOf(table: Table, area: Admdvs): Promise<Expert[]> {
  return (await queryAll(table, { pk: expertAreaPartition(area) })).map(expertIn)
}

/**
 * The writes that put a report in the place of what is known; none if that holds: the later report does, and of two of one
 * time always the same, whichever came first.
 */
export async function expertWrites(table: Table, said: Expert): Promise<Write[]> {
  const key = expertKey(said.expert_no)
  const held = await table.get(key)
  const d = JSON.stringify(said)
  if (held) {
    const order = compareInstants(expertIn(held).time, said.time)
    if (order > 0 || (order === 0 && (held.d as string) >= d)) return []
  }
  const listed: Write = { put: { ...expertAreaKey(said.admdvs, said.expert_no), d } }
  if (!held) return [{ put: { ...key, d }, if: 'absent' }, listed]
  const was = expertIn(held).admdvs
  return [
    { put: { ...key, d }, if: { attr: 'd', equals: held.d as string } },
    listed,
    ...(was === said.admdvs ? [] : [{ remove: expertAreaKey(was, said.expert_no) }]),
  ]
}
