/** At the counter: who has gone leaves nothing on the screen. `data-idle` says after how many seconds. */
import { onPage } from '../frame/swap.ts'

let timer: ReturnType<typeof setTimeout> | undefined

/** Ends the errand where nobody has touched anything for so long. */
export function endWhenIdle(): void {
  onPage(restart)
  for (const what of ['keydown', 'pointerdown', 'pointermove', 'input', 'scroll'])
    document.addEventListener(what, restart, { passive: true, capture: true })
}

function restart(): void {
  clearTimeout(timer)
  const seconds = Number(document.querySelector<HTMLElement>('[data-idle]')?.dataset.idle)
  if (seconds > 0) timer = setTimeout(() => void end(), seconds * 1000)
}

/** Whether the errand could be ended or not, the screen is cleared. */
async function end(): Promise<void> {
  document.getElementById('main')?.replaceChildren()
  const body = new URLSearchParams({ do: 'end' })
  await fetch(location.href, { method: 'POST', body }).catch(() => undefined)
  location.replace('/desk/window')
}
