/** What it takes to load a province with its history (`npm run load`), both ways, from what a person was measured to take. Pure. */
import { limits } from './limits.ts'
import { prices } from './prices.ts'
import { number, table } from './table.ts'

/** A person of a made province (`test/support/province.ts`): eight runs of months, in transactions. */
interface LoadedPerson {
  readonly items: number
  /** As the table counts them; and as a file for the import holds them, unpacked. */
  readonly bytes: number
  readonly fileBytes: number
  readonly writeUnits: number
  /** Of one core: reading and sorting the lines; making and sealing the items. */
  readonly sortMs: number
  readonly makeMs: number
}

/** As measured on two cores that others used too, with Node 24. */
export const loadedPerson: LoadedPerson = {
  items: 5.9,
  bytes: 1_470,
  fileBytes: 2_050,
  writeUnits: 12.4,
  sortMs: 0.2,
  makeMs: 0.9,
}

/** Processes that load beside each other on one machine (`--share`). */
const shares = 8
const million = 1_000_000
const hoursOf = (ms: number) => ms / 3_600_000

/** Hours and dollars for so many persons; `rate`: write units a second that the table gives. */
function historyLoad(persons: number, rate: number, each: LoadedPerson = loadedPerson) {
  // Each share reads all files to find its own; what it does then is shared.
  const machine = hoursOf(persons * (each.sortMs * (0.3 + 0.7 / shares) + each.makeMs / shares))
  const hours = Math.max(machine, (persons * each.writeUnits) / rate / 3600)
  const units = persons * ((each.writeUnits * prices.tableWrites + prices.tableReads) / million)
  return {
    write: { hours, dollars: units + hours * prices.machine },
    import: {
      hours: machine,
      dollars: ((persons * each.fileBytes) / 1e9) * prices.tableImport + machine * prices.machine,
    },
  }
}

/** The table of decision 0075. */
export function historyTable(persons: number): string {
  const fast = limits.tableWrites.value * 0.9
  const rows = [3_500, fast].map((rate) => {
    const { hours, dollars } = historyLoad(persons, rate).write
    return [`write, ${number(rate)} units a second`, number(hours), number(dollars)]
  })
  const { hours, dollars } = historyLoad(persons, fast).import
  return table(
    ['way', 'hours', 'dollars'],
    [...rows, ['import, until the files are there', number(hours), number(dollars)]],
  )
}
