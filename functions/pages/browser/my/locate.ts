/** 「找离我近的」: where one is goes into the form when one asks for it, and nowhere else. */
import { onPage, say } from '../frame/swap.ts'

/** Begins. */
export function locate(): void {
  onPage(() => {
    const button = document.querySelector<HTMLButtonElement>('button[data-locate]')
    if (button && 'geolocation' in navigator) button.hidden = false
  })
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-locate]')
    const form = button?.form
    if (!form) return
    event.preventDefault()
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        write(form, 'lng', coords.longitude)
        write(form, 'lat', coords.latitude)
        form.requestSubmit()
      },
      () => say('没有取到您的位置，可以按参保地找。'),
      { timeout: 10_000 },
    )
  })
}

function write(form: HTMLFormElement, name: string, degrees: number): void {
  const field = form.elements.namedItem(name)
  if (field instanceof HTMLInputElement) field.value = degrees.toFixed(5)
}
