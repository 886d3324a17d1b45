// FreeRADIUS from a configuration of its own: PAP against passwords in a file, nothing logged, nothing kept.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '../support/free-port.ts'
import { startFreeradiusProcess } from '../support/freeradius-process.ts'
import type { Lab } from './lab.ts'
import type { Credential } from './load-line.ts'

const secret = 'shared-with-the-bench'

export async function startFreeradius(lab: Lab, users: readonly Credential[]): Promise<{ port: number; secret: string; pid: number }> {
  const folder = join(lab.folder, 'freeradius')
  const port = await findFreePort()
  await mkdir(folder)
  await writeFile(join(folder, 'users'), users.map(({ user, code }) => `${user} Cleartext-Password := "${code}"\n`).join(''))
  await writeFile(join(folder, 'radiusd.conf'), formatConfig(folder, port))
  const { pid, stop } = await startFreeradiusProcess(folder)
  lab.atEnd(stop)
  return { port, secret, pid }
}

function formatConfig(folder: string, port: number): string {
  return `
    raddbdir = ${folder}
    logdir = ${folder}
    run_dir = ${folder}
    libdir = /usr/lib/freeradius
    max_requests = 65536
    security {
      reject_delay = 0
    }
    thread pool {
      start_servers = 4
      max_servers = 16
      min_spare_servers = 2
      max_spare_servers = 8
    }
    client bench {
      ipaddr = 127.0.0.1
      secret = ${secret}
      require_message_authenticator = yes
    }
    modules {
      pap {
      }
      files {
        usersfile = ${folder}/users
      }
    }
    server default {
      listen {
        type = auth
        ipaddr = 127.0.0.1
        port = ${port}
      }
      authorize {
        files
        pap
      }
      authenticate {
        Auth-Type PAP {
          pap
        }
      }
    }
  `
}
