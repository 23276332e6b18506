/** Finding a port on loopback that nobody uses. */
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the range from which systems take the near end of outgoing connections: a port found free must still be free
 * when a process started a second later, or started again after a crash, binds it.
 */
const lowest = 20_000
const highest = 32_000

/** A free port on loopback. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
  throw new Error('no free port found')
}

/** Whether a server can listen on this port, on loopback and on all interfaces. */
export async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'))
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
