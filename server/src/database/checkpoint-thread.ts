// Runs in a thread of its own (checkpointing.ts): on its word, copies what has been committed from SQLite's log into the database.
import { parentPort, workerData } from 'node:worker_threads'
import { openSqliteFile } from './database.ts'

const port = parentPort
if (!port) throw new Error('checkpoint-thread.ts is started by the server, as a thread')

const file = openSqliteFile(workerData as string)
port.on('message', (message: 'checkpoint' | 'stop') => {
  if (message === 'stop') {
    file.close()
    port.close()
    return
  }
  // PASSIVE: as far as it gets without making anybody wait.
  file.pragma('wal_checkpoint(PASSIVE)')
  port.postMessage('done')
})
