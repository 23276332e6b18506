/** How fast a load goes, and how far it has come. */
import { setTimeout } from 'node:timers/promises'
import { say } from '../cli/support/language.ts'

/** Lets so many write units a second pass. */
export class Pace {
  readonly #aSecond: number | undefined
  #free = performance.now()

  constructor(aSecond: number | undefined) {
    this.#aSecond = aSecond
  }

  /** Resolves when so many may be written. */
  async take(units: number): Promise<void> {
    if (this.#aSecond === undefined) return
    const now = performance.now()
    const from = Math.max(now, this.#free)
    this.#free = from + (units / this.#aSecond) * 1_000
    if (from > now) await setTimeout(from - now)
  }
}

const everyMs = 5_000

/** Tells now and then how far a part of the work has come, and how long the rest of it will take at that speed. */
export function progressOf(what: string, total: number, tell: (line: string) => void) {
  const began = performance.now()
  let toldAt = began
  let first: number | undefined
  return (done: number, more = ''): void => {
    first ??= done
    const now = performance.now()
    if (now - toldAt < everyMs) return
    toldAt = now
    const share = total === 0 ? 1 : done / total
    const aMs = (done - first) / (now - began)
    const left =
      aMs > 0
        ? say({
            zh: `，约还要 ${duration((total - done) / aMs)}`,
            en: `, about ${duration((total - done) / aMs)} left`,
          })
        : ''
    tell(`${what} ${(share * 100).toFixed(1)}%${more}${left}`)
  }
}

/** 3 小时 12 分, 4 分 10 秒, 8 秒. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  if (hours > 0) return say({ zh: `${hours} 小时 ${minutes} 分`, en: `${hours} h ${minutes} min` })
  const rest = seconds % 60
  return minutes > 0
    ? say({ zh: `${minutes} 分 ${rest} 秒`, en: `${minutes} min ${rest} s` })
    : say({ zh: `${seconds} 秒`, en: `${seconds} s` })
}
