/** Tables: one that may be wider than the page scrolls in a box of its own, by keyboard too. */
import type { Child, PropsWithChildren } from 'hono/jsx'

/** The box. `live`: kept fresh, with this id. */
export function Wide({ label, live, children }: PropsWithChildren<{ label: string; live?: string }>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a box that scrolls is no set of fields
    <div class="wide" id={live} data-live={live && ''} tabindex={0} role="group" aria-label={label}>
      {children}
    </div>
  )
}

/** A cell; null: a figure that there is none of. A column of figures (numbers, sums, rates) stands to the right. */
export type Cell = Child | number | null

const isFigure = (cell: Cell | undefined) =>
  cell === null ||
  typeof cell === 'number' ||
  (typeof cell === 'string' && /^(—|-?\d[\d,.]*( ?(元|%|件|次))?)$/.test(cell))

const written = (cell: Cell) => (typeof cell === 'number' ? cell.toLocaleString('zh-CN') : (cell ?? '—'))

/** What a column is called; what is short in it stays on one line (`whole`), sentences have room to be read (`long`). */
export type Head = string | readonly [text: string, kind: 'whole' | 'long']

/** The table; where there is nothing to list, `empty` says so. */
export function Table({
  label,
  heads,
  rows,
  empty,
}: {
  label: string
  heads: readonly Head[]
  rows: readonly (readonly Cell[])[]
  empty: string
}) {
  const columns = heads.map((head, i) => {
    const isSaid = i > 0 && rows.some((row) => row[i] !== '—')
    if (isSaid && rows.every((row) => isFigure(row[i]))) return 'num'
    return typeof head === 'string' ? undefined : head[1]
  })
  return (
    <Wide label={label}>
      <table aria-label={label}>
        <thead>
          <tr>
            {heads.map((head, i) => (
              <th scope="col" class={columns[i]}>
                {typeof head === 'string' ? head : head[0]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 ? (
            <tr>
              <td colspan={heads.length}>{empty}</td>
            </tr>
          ) : null}
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row" class={columns[0]}>
                {first}
              </th>
              {rest.map((cell, i) => (
                <td class={columns[i + 1]}>{written(cell)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  )
}
