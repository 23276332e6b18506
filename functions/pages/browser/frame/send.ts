/**
 * Sends forms without leaving the page, so that what was typed stays where no answer comes. 「重试」 sends the form again under
 * the key that stands in it: what was done already is done once.
 */
import { pageIn, swapIn } from './swap.ts'

/** Takes over all forms that say `data-form`. */
export function sendForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.form === undefined || event.defaultPrevented) return
    event.preventDefault()
    void send(form, event.submitter)
  })
}

async function send(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  if (form.ariaBusy === 'true') return
  form.ariaBusy = 'true'
  document.getElementById('faults')?.replaceChildren()
  try {
    const body = new URLSearchParams([...new FormData(form, submitter)].map(([name, value]) => [name, String(value)]))
    const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href
    const response = await fetch(action, { method: 'POST', body, headers: { accept: 'text/html' } })
    if (response.status >= 500) throw new Error('the server is busy')
    swapIn(await pageIn(response), response.redirected ? response.url : undefined)
  } catch {
    tellUnsent(() => send(form, submitter))
  } finally {
    form.ariaBusy = null
  }
}

/** Tells that nothing was sent, or no answer came, and lets it be tried again. */
function tellUnsent(retry: () => Promise<void>): void {
  const told = document.createElement('p')
  told.setAttribute('role', 'alert')
  told.textContent = navigator.onLine
    ? '没有办成：系统暂时没有回答。填写的内容还在。'
    : '网络断了，没有送出。填写的内容还在。'
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = '重试'
  button.addEventListener('click', () => void retry(), { once: true })
  const dialog = document.querySelector('dialog[open]')
  if (dialog) {
    dialog.querySelector('.unsent')?.remove()
    const place = document.createElement('div')
    place.className = 'unsent'
    place.append(told, button)
    dialog.append(place)
  } else document.getElementById('faults')?.replaceChildren(told, button)
  button.focus()
}
