// FreeRADIUS from a configuration of its own, with one module that asks a server of ours about each password, and radclient for the device.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { findFreePort } from './free-port.ts'
import { startFreeradiusProcess } from './freeradius-process.ts'
import { type RadclientAnswer, runRadclient } from './radclient.ts'

/** Where Debian puts the modules: `rlm_perl.so` … */
export const moduleFolder = '/usr/lib/freeradius'

/** What a device asks: `User-Name`, `User-Password`, and the `State` of a challenge as it came. */
export type AskFreeradius = (user: string, password: string, state?: string) => Promise<RadclientAnswer>

type Module = {
  name: 'perl' | 'rest'
  /** Its section of the configuration; may write files of its own into `folder`. */
  configure: (folder: string) => Promise<string> | string
}

const secret = 'shared-with-the-device'

/** Runs until the test ends. */
export async function startFreeradius({ name, configure }: Module): Promise<AskFreeradius> {
  const folder = await mkdtemp(join(tmpdir(), 'motp-freeradius-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const port = await findFreePort()
  await writeFile(join(folder, 'radiusd.conf'), formatConfig({ folder, port, module: name, section: await configure(folder) }))
  const { stop } = await startFreeradiusProcess(folder)
  onTestFinished(stop)
  return (user, password, state) => {
    const attributes = [`User-Name = "${user}"`, `User-Password = "${password}"`, 'Message-Authenticator = 0x00']
    return runRadclient({ port, secret, attributes: state === undefined ? attributes : [...attributes, `State = ${state}`] })
  }
}

type Values = { folder: string; port: number; module: string; section: string }

/** `account@outlook` becomes the account and `Realm = outlook`. */
function formatConfig({ folder, port, module, section }: Values): string {
  return `
    raddbdir = ${folder}
    logdir = ${folder}
    run_dir = ${folder}
    libdir = ${moduleFolder}
    security {
      reject_delay = 0
    }
    client device {
      ipaddr = 127.0.0.1
      secret = ${secret}
      require_message_authenticator = yes
    }
    realm Oracle {
    }
    realm outlook {
    }
    modules {
      realm suffix {
        format = suffix
        delimiter = "@"
      }
      ${section}
    }
    server default {
      listen {
        type = auth
        ipaddr = 127.0.0.1
        port = ${port}
      }
      authorize {
        suffix
        update control {
          Auth-Type := ${module}
        }
      }
      authenticate {
        Auth-Type ${module} {
          ${module}
        }
      }
    }
  `
}
