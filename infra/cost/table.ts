/** Tables of the pages, and the figures in them. Pure. */

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`

/** A table in Markdown, figures to the right. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [row(head), row(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(row)].join('\n')
}

/** Three digits that count. */
export function number(value: number): string {
  return (value >= 1000 ? Number(value.toPrecision(3)) : value).toLocaleString('en-US', {
    maximumSignificantDigits: 3,
  })
}
