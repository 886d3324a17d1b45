// The end of a list that goes on: fetches the next page, and is not there behind the last one.
import { Button, Center } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type MoreButtonProps = {
  /** What an infinite query tells of its next page. */
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
  label?: string
}

export function MoreButton({ list, label }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Center>
      <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
        {label ?? t('actions.more')}
      </Button>
    </Center>
  )
}
