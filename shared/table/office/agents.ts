/** Agents (帮办员) as they are registered: each an item in the clear, by their number. */
import type { Day } from '../../calendar/index.ts'
import { agentKey } from '../keys/points.ts'
import type { Item, Table, Write } from '../table.ts'

/** Whether an agent works, and what each is called. */
export const agentStatus = { active: '在岗', suspended: '暂停' } as const

/** An agent: works at one point, and has an insurance of their own. */
export interface Agent {
  agent_no: string
  point_no: string
  psn_no: string
  status: keyof typeof agentStatus
  trained_on: Day
}

const agentIn = ({ d }: Item) => JSON.parse(d as string) as Agent

/** The agent of this number; undefined if none is registered. */
export async function agentOf(table: Table, agentNo: string): Promise<Agent | undefined> {
  const item = await table.get(agentKey(agentNo))
  return item && agentIn(item)
}

/** Registers an agent in the place of what was known, with what goes `beside`: whoever works elsewhere from now on works there alone. */
export async function putAgent(table: Table, agent: Agent, beside: readonly Write[]): Promise<void> {
  await table.transact([{ put: { ...agentKey(agent.agent_no), d: JSON.stringify(agent) } }, ...beside])
}
