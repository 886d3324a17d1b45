// The columns of the two reports about who is registered: by directory, by group.
import type { Reports } from '@motp/shared/protocol/admin-reports'
import { useTranslation } from 'react-i18next'
import type { Column } from '../../ui/data-table.tsx'
import { TextLink } from '../../ui/text-link.tsx'

type Directory = Reports['coverage'][number]
type Group = NonNullable<Reports['groups']>['rows'][number]

const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

export function useCoverageColumns(): Column<Directory>[] {
  const { t } = useTranslation()
  const users: Column<Directory> = {
    key: 'users',
    name: t('reports.coverage.users'),
    render: (row) => row.users.toLocaleString(),
    isFigure: true,
  }
  return [
    { key: 'directory', name: t('reports.coverage.directory'), render: ({ directory }) => directory },
    users,
    ...useFigureColumns<Directory>(),
  ]
}

export function useGroupColumns(): Column<Group>[] {
  const { t } = useTranslation()
  const users: Column<Group> = {
    key: 'users',
    name: t('reports.coverage.users'),
    render: (row) => (
      <TextLink to="/it/users" search={{ group: row.group } as never} aria-label={t('reports.groups.list', row)}>
        {row.users.toLocaleString()}
      </TextLink>
    ),
    isFigure: true,
  }
  return [{ key: 'group', name: t('reports.groups.group'), render: ({ group }) => group }, users, ...useFigureColumns<Group>()]
}

function useFigureColumns<Row extends Directory | Group>(): Column<Row>[] {
  const { t } = useTranslation()
  const figures = ['registered', 'suspended', 'locked', 'expired'] as const
  return [
    ...figures.map(
      (key): Column<Row> => ({
        key,
        name: t(`reports.coverage.${key}`),
        render: (row) => row[key].toLocaleString(),
        isFigure: true,
      }),
    ),
    {
      key: 'rate',
      name: t('reports.coverage.rate'),
      render: ({ users, registered }) => share.format(registered / Math.max(1, users)),
      isFigure: true,
    },
  ]
}
