/** A crowd at one process: calls beyond what it answers at a time are told to come again rather than made to wait. */
import { type Problem, problem } from '../calls/problem.ts'

/** Calls that one process answers at a time. */
const mostAtOnce = 400

/** Answers unless so many are being answered now. */
export type Crowd = <T>(answer: () => Promise<T>) => Promise<T | Problem>

/** A count of one app's calls. */
export function makeCrowd(): Crowd {
  let atOnce = 0
  return async (answer) => {
    if (atOnce >= mostAtOnce) return busy()
    atOnce++
    try {
      return await answer()
    } finally {
      atOnce--
    }
  }
}

const busy = () => problem(503, 'unavailable', '现在人太多了，请稍等一下再试；您的信息没有丢失。', { retryAfter: 1 })
