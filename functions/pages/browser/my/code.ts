/** The code on the screen: it counts down, is renewed before it ends, and goes when nobody looks at the page. */
import { onPage } from '../frame/swap.ts'

/** Renewed so many seconds before the end: a scanner held to it must still have time. */
const renewAhead = 5

/** Begins. */
export function keepCode(): void {
  let stop = () => {}
  onPage(() => {
    stop()
    stop = countDown()
  })
  document.addEventListener('visibilitychange', () => {
    const code = document.getElementById('code')
    if (!code) return
    if (document.hidden) clear(code)
    else if (!code.querySelector('svg')) renew(code)
  })
}

/** Counts by the page's own clock, which no change of the device's time moves. */
function countDown(): () => void {
  const timer = document.querySelector<HTMLElement>('#code [data-seconds]')
  const code = document.getElementById('code')
  if (!timer || !code) return () => {}
  const end = performance.now() + Number(timer.dataset.seconds) * 1000
  let asked = false
  const every = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000))
    timer.textContent = String(left)
    if (left === 0) clear(code)
    if (left > renewAhead || asked || document.hidden) return
    asked = true
    renew(code)
  }, 250)
  return () => clearInterval(every)
}

const clear = (code: HTMLElement) => code.querySelector('svg')?.remove()

const renew = (code: HTMLElement) => code.querySelector('form')?.requestSubmit()
