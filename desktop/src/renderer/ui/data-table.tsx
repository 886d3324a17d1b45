// Rows of facts: a table on a wide window, a list of cards on a narrow one; the same cells in both.
import { Table } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'
import styles from './data-table.module.css'
import { Panel } from './panel.tsx'

export type Column<Row> = {
  key: string
  name: string
  render: (row: Row) => ReactNode
  /** Figures stand to the right, one below the other. */
  isFigure?: boolean
}

type DataTableProps<Row> = { label: string; columns: readonly Column<Row>[]; rows: readonly Row[]; keyOf: (row: Row) => string | number }

export function DataTable<Row>(props: DataTableProps<Row>) {
  const isNarrow = useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false })
  return isNarrow ? <Cards {...props} /> : <Wide {...props} />
}

function Wide<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <Panel p={0}>
      <div className={styles.scroll}>
        <Table verticalSpacing="sm" horizontalSpacing="sm" aria-label={label} highlightOnHover className={styles.table ?? ''}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ key, name, isFigure }) => (
                <Table.Th key={key} scope="col" data-figure={isFigure || undefined}>
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={keyOf(row)}>
                {columns.map(({ key, render, isFigure }) => (
                  <Table.Td key={key} data-figure={isFigure || undefined}>
                    {render(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Panel>
  )
}

function Cards<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <ul className={styles.cards} aria-label={label}>
      {rows.map((row) => (
        <li key={keyOf(row)} className={styles.card}>
          <dl className={styles.facts}>
            {columns.map(({ key, name, render }) => (
              <div key={key}>
                <dt>{name}</dt>
                <dd>{render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
