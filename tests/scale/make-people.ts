// The bench's people, who are all alike, made into a company: names, two directories, members of IT, tokens of every state and age,
// the tokens before them, mails and notes.
import type { SqliteFile } from '@motp/server/database/database'
import { diceOf } from './dice.ts'

const day = 86_400_000
const surnames = ['王', '陳', '林', '黃', '張', '李', '吳', '劉', '蔡', '楊', 'Chen ', 'Lin ', 'Wang ', 'Smith ', 'Tanaka ']
const givenNames = ['怡君', '志明', '淑芬', '家豪', '雅婷', '俊傑', '美玲', '建宏', '詩涵', '冠宇', 'Grace', 'Kevin', 'Amy', 'Jason']
/** SQL: eight hexadecimal digits, another for each row: an odd factor leaves no two alike. */
const shortSerial = `printf('%08X', rowid * 2654435761 % 4294967296)`
/** The first people are IT: who acts in the trail. */
export const staffCount = 20

export function varyPeople(file: SqliteFile, now: number): void {
  file.function('nameOf', { deterministic: true }, (number) => nameOf(Number(number)))
  file.exec(`
    update users set
      displayName = nameOf(rowid),
      directory = case when ${diceOf('rowid', 1)} < 200 then 'Outlook' else 'Oracle' end,
      lastSignInAt = case when ${diceOf('rowid', 2)} < 900 then ${now} - ${diceOf('rowid', 3)} * ${day / 2} end,
      roles = case
        when rowid > ${staffCount} then '["user"]'
        when rowid % 10 = 1 then '["user","admin"]'
        when rowid % 10 = 2 then '["user","auditor"]'
        else '["user","helpdesk"]' end;
    ${varyTokens(now)}
    ${addPast(now)}
  `)
}

function varyTokens(now: number): string {
  const state = diceOf('rowid', 4)
  const mode = diceOf('rowid', 5)
  const age = `(${diceOf('rowid', 6)} * ${day})`
  const lock = diceOf('rowid', 7)
  return `
    update tokens set enrolledAt = ${now} - ${age}, createdAt = ${now} - ${age} - 60000, expiresAt = ${now} - ${age} + 1010 * ${day},
      mode = case when ${mode} < 780 then 'online' when ${mode} < 990 then 'offline' else 'otpauth' end,
      assurance = case when ${mode} < 780 then 'bound' when ${mode} < 990 then 'offline' else 'compat' end,
      isHardLocked = case when ${lock} = 0 then 1 else 0 end,
      failures = case when ${lock} = 0 then 20 when ${lock} < 20 then ${lock} % 3 else 0 end,
      lockedUntil = case when ${lock} = 1 then ${now} + 3600000 end,
      lastUsedAt = case when ${diceOf('rowid', 8)} < 950 then ${now} - (${age} * ${diceOf('rowid', 9)} / 1000 / 4) end;
    update tokens set state = 'suspended', suspendedBy = case when ${state} < 15 then 'user' else 'admin' end where ${state} < 20;
    update tokens set state = 'expired', expiresAt = ${now} - ${age} / 10 - 1 where ${state} between 20 and 39;
    update tokens set state = case when ${state} < 42 then 'enrolling' else 'initial' end, serial = ${shortSerial},
      sealedSeed = null, mode = null, assurance = null, device = null, enrolledAt = null, expiresAt = null, lastUsedAt = null
    where ${state} between 40 and 79;`
}

function addPast(now: number): string {
  const changed = { id: `'past-' || id`, serial: 'hex(randomblob(7)) || substr(serial, 1, 1)', state: `'revoked'`, sealedSeed: 'null' }
  const kept = [
    'userId',
    'algorithm',
    'digits',
    'periodSeconds',
    'drift',
    'lastStep',
    'failures',
    'isHardLocked',
    'mode',
    'assurance',
    'device',
  ]
  const columns = [...Object.keys(changed), ...kept, 'createdAt', 'enrolledAt']
  const values = [...Object.values(changed), ...kept, `createdAt - 400 * ${day}`, `createdAt - 400 * ${day}`]
  return `
    insert into tokens (${columns.join(', ')}) select ${values.join(', ')} from tokens where state = 'active' and ${diceOf('rowid', 10)} < 200;
    insert into notices (id, userId, recipient, language, kind, data, attempts, nextAttemptAt, createdAt, sentAt)
      select 'mail-' || users.id, users.id, mail, language, 'registered', json_object('by', 'self', 'serial', tokens.serial),
        1, enrolledAt, enrolledAt, enrolledAt + 2000
      from users join tokens on tokens.userId = users.id where state = 'active' and ${diceOf('users.rowid', 11)} < 250;
    insert into notes (id, userId, authorId, text, createdAt)
      select 'note-' || id, id, (select id from users limit 1), '來電詢問手機遺失，已告知重設步驟', ${now} from users where ${diceOf('rowid', 12)} < 10;`
}

function nameOf(number: number): string {
  return `${surnames[(number * 7) % surnames.length]}${givenNames[(number * 11 + Math.floor(number / 15)) % givenNames.length]}`
}
