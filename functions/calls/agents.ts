/** Whether an agent may call at all: only one who is registered where they say, active, and trained not too long ago. */
import { dayOf, daysBetween } from '../../shared/calendar/index.ts'
import type { Ports } from '../../shared/engine/ports.ts'
import { trainingDays } from '../../shared/policy/house/errands.ts'
import { type Agent, agentOf } from '../../shared/table/office/agents.ts'
import { pointOf } from '../../shared/table/points.ts'
import type { SubjectOf } from './access.ts'
import { type Problem, problem } from './problem.ts'
import { valueToday } from './values.ts'

/** Why this agent may not call; undefined if they may. */
export async function agentRefusal(
  ports: Pick<Ports, 'table' | 'clock'>,
  { agent_no, point_no }: SubjectOf<'agent'>,
): Promise<Problem | undefined> {
  const [agent, point] = await Promise.all([agentOf(ports.table, agent_no), pointOf(ports.table, point_no)])
  if (!point || !isAtWork(agent, point_no))
    return problem(403, 'not-active', '您在这个帮办点没有登记或者已经暂停，请和当地医保经办机构联系。')
  const days = await valueToday(ports, trainingDays, point.admdvs)
  if (daysBetween(agent.trained_on, dayOf(ports.clock.now())) <= days) return undefined
  return problem(403, 'training-due', `您上次培训到现在超过${days}天了，培训以后再帮办。`)
}

const isAtWork = (agent: Agent | undefined, pointNo: string): agent is Agent =>
  agent?.status === 'active' && agent.point_no === pointNo
