/** The code of functions as assets. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { AssetHashType, DockerImage } from 'aws-cdk-lib/core'
import type { Sender } from '../../functions/inbox/partners.ts'
import { tellSenders } from '../../functions/receipts.ts'
import type { FunctionName } from '../../functions/runtime.ts'
import { bundle, root } from '../bundle.ts'

/** The code of a function; some take along what they must know of partners. */
export function codeOf(name: FunctionName, senders: readonly Sender[]): Code {
  const tryBundle = (outdir: string): boolean => {
    bundle(name, outdir)
    if ((tellSenders as readonly FunctionName[]).includes(name))
      writeFileSync(join(outdir, 'partners.json'), JSON.stringify(senders))
    return true
  }
  return Code.fromAsset(join(root, 'functions', name), {
    assetHashType: AssetHashType.OUTPUT,
    // esbuild is here, so no container is ever asked for.
    bundling: { image: DockerImage.fromRegistry('none'), local: { tryBundle } },
  })
}
