// The bench's people in directory groups, large and small, and some of them gone: as the check of the directories would have left it.
import type { SqliteFile } from '@motp/server/database/database'
import { diceOf } from './dice.ts'

const day = 86_400_000
const departments = 40

/** The next check is far away: nobody of these stands in the trial's directory. */
export function addGroups(file: SqliteFile, now: number): void {
  const department = `'部門 ' || printf('%02d', ${diceOf('rowid', 21)} % ${departments} + 1)`
  file.exec(`
    insert into userGroups (userId, groupName) select id, '全體員工' from users;
    insert into userGroups (userId, groupName) select id, ${department} from users;
    insert into userGroups (userId, groupName) select id, 'VPN' from users where ${diceOf('rowid', 22)} < 600;
    insert into userGroups (userId, groupName) select id, '專案 A' from users where ${diceOf('rowid', 23)} < 6;
    insert into userGroups (userId, groupName) select id, '專案 B' from users where ${diceOf('rowid', 24)} < 1;
    insert into leavers (userId, directory, kind, since, checkedAt)
      select id, directory, case when ${diceOf('rowid', 25)} < 2 then 'disabled' else 'gone' end,
        ${now} - ${diceOf('rowid', 26)} * ${day}, ${now}
      from users where ${diceOf('rowid', 25)} < 8;
    insert into leaverChecks (directory, state, startedAt, leaseUntil, dueAt, total, asked, foundAt, users, gone, disabled, goneUsable)
      select directory, 'done', ${now}, 0, ${now + 3650 * day}, count(*), count(*), ${now}, count(*),
        coalesce(sum(kind = 'gone'), 0), coalesce(sum(kind = 'disabled'), 0), coalesce(sum(kind = 'gone'), 0)
      from (select users.directory, kind from users left join leavers on leavers.userId = users.id) group by directory;
  `)
}
