/** A table that may be wider than the page scrolls in a box of its own, by keyboard too. */
import type { PropsWithChildren } from 'hono/jsx'

/** The box. `live`: kept fresh, with this id. */
export function Wide({ label, live, children }: PropsWithChildren<{ label: string; live?: string }>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a box that scrolls is no set of fields
    <div class="wide" id={live} data-live={live && ''} tabindex={0} role="group" aria-label={label}>
      {children}
    </div>
  )
}
