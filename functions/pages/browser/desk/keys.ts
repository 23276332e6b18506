/** One key for what is done a hundred times a day. Never while one writes, and never with another key held. */

const writing = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]'

/** Listens for them, if they are switched on, and for the switch. */
export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const target = event.target as Element
    if (target.matches(writing) || document.querySelector('dialog[open]') || !isOn()) return
    if (act(event.key)) event.preventDefault()
  })
  document.addEventListener('change', (event) => {
    const box = event.target as HTMLInputElement
    if (box.id !== 'keys-on') return
    const place = document.querySelector<HTMLElement>('[data-keys]')
    if (place) place.dataset.keys = box.checked ? 'on' : 'off'
    const body = new URLSearchParams({ on: box.checked ? 'on' : 'off' })
    void fetch('/desk/keys', { method: 'POST', body })
  })
}

const isOn = () => document.querySelector<HTMLElement>('[data-keys]')?.dataset.keys === 'on'

/** Does what the key stands for here; false if it stands for nothing. */
function act(key: string): boolean {
  if (key === '/') return focus('#search')
  if (key === '?') return press('#keys-button')
  if (key === 'j' || key === 'k') return goTo(key === 'j' ? 1 : -1)
  if (key === 'r') return reject()
  if (key === 'c' && claimRow()) return true
  return (key === 'a' || key === 'c') && press(`[data-key=${key}]`)
}

function focus(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.focus()
  return found !== null
}

function press(selector: string): boolean {
  const found = document.querySelector<HTMLElement>(selector)
  found?.click()
  return found !== null
}

const rows = () => [...document.querySelectorAll<HTMLElement>('a.open')]
const rowHere = () =>
  rows().findIndex((link) => link.closest('tr')?.contains(document.activeElement) && document.activeElement !== null)

function goTo(step: 1 | -1): boolean {
  const all = rows()
  const here = rowHere()
  const to = here < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(here + step, 0), all.length - 1)
  all[to]?.focus()
  return all.length > 0
}

/** The reason first: without one nothing is rejected. */
function reject(): boolean {
  const reason = document.querySelector<HTMLTextAreaElement>('[name=reason]')
  if (reason?.value.trim() === '') {
    reason.focus()
    return true
  }
  return press('[data-key=r]')
}

/** In the list: takes the task of the row that has the focus in hand. */
function claimRow(): boolean {
  const link = rows()[rowHere()]
  const form = document.querySelector<HTMLFormElement>('form#claim')
  if (!link || !form) return false
  form.action = new URL((link as HTMLAnchorElement).href).pathname
  form.requestSubmit(form.querySelector('button'))
  return true
}
