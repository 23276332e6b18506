/** How large the client is: `node infra/generate/client-size.ts` prints it, minified and compressed. */
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'

/** Bytes of the client as a mini-program would ship it. */
export function clientSize(): { minified: number; gzipped: number; inputs: string[] } {
  const entry = fileURLToPath(new URL('../../shared/client/index.ts', import.meta.url))
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2018',
    write: false,
    metafile: true,
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (!file) throw new Error('client-size: nothing was built')
  const { contents } = file
  return { minified: contents.length, gzipped: gzipSync(contents).length, inputs: Object.keys(metafile.inputs) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { minified, gzipped } = clientSize()
  console.log(`client: ${minified} bytes minified, ${gzipped} gzipped`)
}
