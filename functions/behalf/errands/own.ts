/** Nobody helps themselves or those in their care as an agent: not by an errand of theirs, nor by one of somebody else's family. */
import { pidOf } from '../../../shared/identity/index.ts'
import type { PersonFile } from '../../../shared/registers/file.ts'
import { type Pid, pidIn } from '../../../shared/registers/ids.ts'
import { loadSnapshot } from '../../../shared/table/files.ts'
import { agentOf } from '../../../shared/table/office/agents.ts'
import type { Role } from '../../calls/access.ts'
import { mayActFor } from '../../calls/household.ts'
import { type Problem, problem } from '../../calls/problem.ts'
import type { Api, Call } from '../../calls/route.ts'

type Tied = Pick<Api, 'ports' | 'births'>

/** What an agent is told of it. */
export const itsOwn = (): Problem => problem(403, 'own-matter', '自己和所监护家人的事，请由别人帮办，或者自己办理。')

/** Whether the file is the agent's own, or of somebody in the agent's care. */
export async function isOwn({ ports, births }: Tied, agentNo: string, file: PersonFile): Promise<boolean> {
  const agent = await agentOf(ports.table, agentNo)
  return agent !== undefined && mayActFor({ ports, births }, agent.psn_no, file)
}

/** Whether a call names a file, beside that of the person helped, that is the agent's own in this sense. */
export async function namesOwn(call: Call<Role, unknown, unknown>, agentNo: string, helped: Pid): Promise<boolean> {
  const others = [...filesNamed(call)].filter((pid) => pid !== helped)
  const own = await Promise.all(
    others.map(async (pid) => {
      const file = await loadSnapshot(call.ports, pid)
      return file.person !== undefined && (await isOwn(call, agentNo, file))
    }),
  )
  return own.includes(true)
}

/** Whose files a call names: by an id in its path, or by a number beside or within what was filled in. */
function filesNamed({ ports, params, query, body }: Call<Role, unknown, unknown>): Set<Pid> {
  const inPath = Object.values(params as Record<string, string>).flatMap((id) => pidIn(id) ?? [])
  const { form } = (body ?? {}) as { form?: unknown }
  const numbers = [query, body, form].flatMap((from) => {
    const { psn_no } = (from ?? {}) as { psn_no?: unknown }
    return typeof psn_no === 'string' ? [pidOf(ports.keys, psn_no)] : []
  })
  return new Set([...inPath, ...numbers])
}
