/** Shows how far the playing of the sample day has come: one line that moves in a terminal, a line per tenth elsewhere. */
import type { Instant } from '../../../shared/calendar/index.ts'
import { say } from '../../cli/support/language.ts'

/** How far playing has come. */
export interface Progress {
  /** Steps of the day: events sent, people who acted. */
  readonly done: number
  readonly total: number
  /** Messages in the queues. */
  readonly open: number
  /** Business time. */
  readonly now: Instant
  /** Real time since playing began. */
  readonly elapsedMs: number
}

const barWidth = 24

/** One line of text that says how far playing has come. */
export function progressLine({ done, total, open, now, elapsedMs }: Progress): string {
  const share = total === 0 ? 1 : done / total
  const full = Math.floor(share * barWidth)
  const bar = '█'.repeat(full) + '░'.repeat(barWidth - full)
  const rate = elapsedMs === 0 ? 0 : Math.round((done * 1_000) / elapsedMs)
  const clock = `${now.slice(0, 10)} ${now.slice(11, 16)}`
  const queued = say({ zh: `队列里 ${open} 条  每秒 ${rate} 步`, en: `${open} in queues  ${rate}/s` })
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${clock}  ${done}/${total}  ${queued}`
}

/** Where progress is shown. */
export interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** Makes what shows progress on a terminal or in a file. */
export function progressOn(terminal: Terminal): { show(progress: Progress): void; end(): void } {
  let tenth = -1
  return {
    show(progress) {
      const line = progressLine(progress)
      if (terminal.isTTY) {
        terminal.write(`\r\u001b[2K${line.slice(0, (terminal.columns ?? 120) - 1)}`)
        return
      }
      const now = Math.floor((progress.total === 0 ? 1 : progress.done / progress.total) * 10)
      if (now <= tenth) return
      tenth = now
      terminal.write(`${line}\n`)
    },
    end() {
      if (terminal.isTTY) terminal.write('\n')
    },
  }
}
