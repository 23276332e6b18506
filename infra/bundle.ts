/** Makes the bundle of a function: everything it needs, and nothing of what it does not. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, type BuildResult, buildSync } from 'esbuild'
import type { FunctionName } from '../functions/runtime.ts'

/** The project's folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the code of a function begins. */
function entryOf(name: FunctionName): string {
  return join(root, 'functions', name, 'handler.ts')
}

/**
 * How a bundle is made: ES modules first, so that what is not used falls away; the AWS SDK in the versions that were
 * tested, not the runtime's. What the code imports only when it is asked for (documents) is a file of its own, so that
 * a start does not read it. Names of functions are kept: the log says where an error came from.
 */
function options(name: FunctionName, outdir: string): BuildOptions {
  return {
    entryPoints: { index: entryOf(name) },
    outdir,
    outExtension: { '.js': '.mjs' },
    chunkNames: '[name]-[hash]',
    splitting: true,
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    minify: true,
    keepNames: true,
    metafile: true,
    logLevel: 'error',
    // What is played and measured of a bundle; the index of the bundles imports it on demand.
    external: ['*/stories.ts', '*/bench.ts'],
    alias: { 'node:http': join(root, 'functions/node-http.cjs') },
    // What is written for CommonJS asks for `require`, which an ES module must make for itself.
    banner: { js: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);" },
  }
}

/** Bundles a function into a directory; answers what went in. `changed` for who wants to read the code. */
export function bundle(
  name: FunctionName,
  outdir: string,
  changed: BuildOptions = {},
): BuildResult<{ metafile: true }> {
  return buildSync({ ...options(name, outdir), ...changed }) as BuildResult<{ metafile: true }>
}
