/** Bars, drawn here as SVG: the text beside them stays text, of its own size on every screen; the figures stand in a table below. */
import { scaleLinear } from 'd3-scale'

/** A bar: what it is of, how long it is, and what is written at its end. */
export interface Bar {
  readonly name: string
  readonly value: number
  readonly text: string
}

/** The bars below each other; `most` is what a whole one stands for, by itself the longest. */
export function Bars({ label, bars, most = 0 }: { label: string; bars: readonly Bar[]; most?: number }) {
  if (bars.length === 0) return null
  const length = scaleLinear()
    .domain([0, Math.max(most, ...bars.map(({ value }) => value)) || 1])
    .range([0, 100])
  return (
    <ul class="bars" aria-label={label}>
      {bars.map(({ name, value, text }) => (
        <li>
          <span>{name}</span>
          <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect width={value > 0 ? Math.max(length(value), 0.5) : 0} height="10" />
          </svg>
          <span>{text}</span>
        </li>
      ))}
    </ul>
  )
}
