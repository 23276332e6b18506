/** What unfolds, what asks in a window of its own, and what is kept fresh. */
import { onPage, pageIn } from './swap.ts'

/** `button data-fold`: what it controls is fetched when it is first asked for, and unfolds in place. */
export function unfold(): void {
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-fold]')
    if (!button) return
    event.preventDefault()
    void toggle(button)
  })
}

async function toggle(button: HTMLButtonElement): Promise<void> {
  const place = () => document.getElementById(button.getAttribute('aria-controls') ?? '')
  const isOpen = button.ariaExpanded === 'true'
  if (!isOpen && !place()?.hasChildNodes()) {
    const address = new URL(button.form?.getAttribute('action') ?? location.href, location.href)
    address.searchParams.set(button.name, button.value)
    try {
      const page = await pageIn(await fetch(address, { headers: { accept: 'text/html' } }))
      const fresh = page.getElementById(place()?.id ?? '')
      if (fresh) place()?.replaceWith(document.importNode(fresh, true))
    } catch {
      const told = document.createElement('p')
      told.setAttribute('role', 'alert')
      told.textContent = '没有取到，请再按一次。'
      place()?.after(told)
      setTimeout(() => told.remove(), 5000)
      return
    }
  }
  button.ariaExpanded = String(!isOpen)
  const shown = place()
  if (shown) shown.hidden = isOpen
}

/** Dialogs that a page comes with are shown as such; `data-opens` opens one, `data-closes` closes it. */
export function openDialogs(): void {
  onPage(() => {
    const dialog = document.querySelector<HTMLDialogElement>('dialog[data-modal][open]')
    if (!dialog) return
    dialog.close()
    dialog.showModal()
  })
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-opens], [data-closes]')
    if (!button) return
    event.preventDefault()
    const { opens } = button.dataset
    if (opens === undefined) button.closest('dialog')?.close()
    else document.querySelector<HTMLDialogElement>(`dialog#${opens}`)?.showModal()
  })
}

/** How often what says `data-live` is fetched anew: what is new is seen within a minute. */
const everyMs = 30_000

/** Keeps it fresh; focus and what was ticked stay. */
export function keepFresh(): void {
  setInterval(() => {
    if (!document.hidden && document.querySelector('[data-live]') && !document.querySelector('dialog[open]'))
      void freshen()
  }, everyMs)
}

async function freshen(): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (!response?.ok) return
  const page = await pageIn(response).catch(() => undefined)
  for (const old of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const fresh = page?.getElementById(old.id)
    if (!fresh || fresh.innerHTML === old.dataset.was) continue
    const was = fresh.innerHTML
    const focused = old.contains(document.activeElement) ? document.activeElement?.id : undefined
    const ticked = new Set([...old.querySelectorAll<HTMLInputElement>('input:checked')].map(({ id }) => id))
    old.replaceChildren(...document.importNode(fresh, true).childNodes)
    old.dataset.was = was
    for (const box of old.querySelectorAll<HTMLInputElement>('input[type=checkbox]')) box.checked = ticked.has(box.id)
    if (focused !== undefined) (document.getElementById(focused) ?? old).focus({ preventScroll: true })
  }
}
