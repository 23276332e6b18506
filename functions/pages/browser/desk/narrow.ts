/** The list follows what is chosen above it; the focus stays where it was. */
import { pageIn } from '../frame/swap.ts'

/** `form data-narrows`: sent as one chooses, without leaving the page. */
export function keepNarrowing(): void {
  document.addEventListener('change', (event) => {
    const form = (event.target as HTMLElement).closest<HTMLFormElement>('form[data-narrows]')
    if (form) void narrow(form)
  })
}

let latest = 0

async function narrow(form: HTMLFormElement): Promise<void> {
  const mine = ++latest
  const url = new URL(form.action)
  for (const [name, value] of new FormData(form)) if (value !== '') url.searchParams.set(name, String(value))
  const page = await fetch(url, { headers: { accept: 'text/html' } }).then(pageIn, () => undefined)
  const fresh = page?.getElementById('bulk')
  if (mine !== latest) return
  // Offline or out of reach: the browser shows what is to be shown then.
  if (!fresh) return form.submit()
  document.getElementById('bulk')?.replaceWith(document.importNode(fresh, true))
  history.replaceState(null, '', url)
}
