/** Puts a page that was fetched in the place of the one that is there, and the focus where one reads on. */

/** Says that a page has come, to whoever makes more of it. */
const arrived = new EventTarget()

/** Runs `make` for the page that is there, and for each that comes. */
export function onPage(make: () => void): void {
  arrived.addEventListener('page', make)
  make()
}

/** A page as a server wrote it. */
export async function pageIn(response: Response): Promise<Document> {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  if (page.getElementById('main') === null) throw new Error('no page of ours')
  return page
}

/** Shows it in place of the present one. Its address is `url`, if it has another. */
export function swapIn(page: Document, url?: string): void {
  document.title = page.title
  document.documentElement.className = page.documentElement.className
  for (const selector of ['body > header', '#main', 'body > footer']) {
    const fresh = page.querySelector(selector)
    const old = document.querySelector(selector)
    if (!fresh) old?.remove()
    else if (old) old.replaceWith(document.importNode(fresh, true))
    else document.body.append(document.importNode(fresh, true))
  }
  if (url !== undefined && url !== location.href) history.pushState(null, '', url)
  say(page.getElementById('status')?.textContent ?? '')
  forgetWord()
  focusFirst()
  arrived.dispatchEvent(new Event('page'))
}

/** Says what has happened, to eyes and ears. */
export function say(text: string): void {
  const status = document.getElementById('status')
  if (status) status.textContent = text
}

/** The word by which an address says what was done is said once. */
export function forgetWord(): void {
  const url = new URL(location.href)
  if (!url.searchParams.has('said')) return
  url.searchParams.delete('said')
  history.replaceState(history.state, '', url)
}

function focusFirst(): void {
  const first =
    document.querySelector<HTMLElement>('#main dialog[data-modal] button, #main [aria-invalid=true]') ??
    document.querySelector<HTMLElement>('#faults > [role=alert]') ??
    document.getElementById('title')
  if (first?.getAttribute('role') === 'alert') first.tabIndex = -1
  first?.focus()
  if (first?.id === 'title') scrollTo(0, 0)
}
