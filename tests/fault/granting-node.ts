// Runs as a process of its own: an administrator's server that is killed while it carries out what was approved.
import { openDatabase } from '@motp/server/database/database'
import { type Random, systemRandom } from '@motp/server/ports'
import { createRegistrationWorld } from '../support/registration-world.ts'

const [location = '', approvalId = '', adminId = ''] = process.argv.slice(2)

/** Ids taken since the grant began: the first is of the mail that it was approved, the second of the mail that it was done. */
let idsTaken = Number.NEGATIVE_INFINITY
const random: Random = {
  ...systemRandom,
  id: () => {
    idsTaken += 1
    if (idsTaken === 2) process.kill(process.pid, 'SIGKILL')
    return systemRandom.id()
  },
}
const { approvals } = await createRegistrationWorld(openDatabase(location), { random })
idsTaken = 0
await approvals.grant(approvalId, { userId: adminId, address: '192.0.2.1', isAdmin: true })
