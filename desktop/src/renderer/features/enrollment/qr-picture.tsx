// The QR itself: black on white in both themes, whole pixels a module so that every camera reads it.
import { useElementSize } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useContentProtection } from '../../ui/use-content-protection.ts'
import { drawQr } from './draw-qr.ts'
import styles from './qr-picture.module.css'

const modulePixels = { min: 5, max: 9 }

type QrPictureProps = { text: string; label: string; isSpent: boolean }

export function QrPicture({ text, label, isSpent }: QrPictureProps) {
  useContentProtection()
  const { ref, width } = useElementSize()
  const { data } = useQuery({ queryKey: ['qr', text], queryFn: () => drawQr(text), staleTime: Number.POSITIVE_INFINITY, gcTime: 0 })
  const fitting = data ? Math.floor(width / data.modules) : 0
  const side = data ? Math.min(modulePixels.max, Math.max(modulePixels.min, fitting)) * data.modules : 0
  return (
    <div ref={ref} className={styles.frame}>
      {data && (
        <svg
          role="img"
          aria-label={label}
          className={styles.picture}
          data-spent={isSpent || undefined}
          width={side}
          height={side}
          viewBox={`0 0 ${data.modules} ${data.modules}`}
          shapeRendering="crispEdges"
        >
          <rect width="100%" height="100%" fill="#fff" />
          <path d={data.path} fill="#000" />
        </svg>
      )}
    </div>
  )
}
