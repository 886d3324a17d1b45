// FreeRADIUS from a configuration of its own: PAP against passwords in a file, nothing logged, nothing kept.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '../support/free-port.ts'
import { requireProgram } from '../support/require-program.ts'
import type { Lab } from './lab.ts'
import type { Credential } from './load-line.ts'

const secret = 'shared-with-the-bench'

export async function startFreeradius(lab: Lab, users: readonly Credential[]): Promise<{ port: number; secret: string; pid: number }> {
  const folder = join(lab.folder, 'freeradius')
  const port = await findFreePort()
  await mkdir(folder)
  await writeFile(join(folder, 'users'), users.map(({ user, code }) => `${user} Cleartext-Password := "${code}"\n`).join(''))
  await writeFile(join(folder, 'radiusd.conf'), formatConfig(folder, port))
  const server = spawn(requireProgram('freeradius'), ['-f', '-l', 'stdout', '-d', folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(server, 'exit')
  lab.atEnd(async () => {
    server.kill()
    await exited
  })
  let printed = ''
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
      if (printed.includes('Ready to process requests')) resolve()
    })
    server.once('exit', () => reject(new Error(`freeradius ended\n${printed}`)))
  })
  return { port, secret, pid: server.pid ?? 0 }
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
