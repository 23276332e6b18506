/** What every page of every site can do. */
import { keepFresh, openDialogs, unfold } from './parts.ts'
import { sendForms } from './send.ts'
import { forgetWord } from './swap.ts'

/** Begins. */
export function begin(): void {
  sendForms()
  unfold()
  openDialogs()
  keepFresh()
  forgetWord()
  // Back to a page that was swapped away: it is fetched as it is now.
  addEventListener('popstate', () => location.reload())
}
