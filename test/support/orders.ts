/** The same events in every order, some of them twice: what the registers say must be one thing (contract.md, *Always true* 5). */
import type { AnyInboundType } from '../../events/index.ts'
import type { Stack } from './stack.ts'

/** An event with the time that it is reported of. */
export interface Told {
  type: AnyInboundType
  time: string
  data: Record<string, unknown>
}

/** All orders of some things. */
export function ordersOf<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]]
  return all.flatMap((one, at) => ordersOf(all.toSpliced(at, 1)).map((rest) => [one, ...rest]))
}

/** Puts the events into a stack one after the other, each twice, and the first once more at the end. */
export async function tellTwice(stack: Stack, events: readonly Told[]): Promise<void> {
  const ids = new Map(events.map((event) => [event, `told-${event.type}-${event.time}`]))
  for (const event of [...events.flatMap((one) => [one, one]), ...events.slice(0, 1)]) {
    await stack.send(event.type, event.data, { id: ids.get(event) as string, time: event.time })
    await stack.run()
  }
}
