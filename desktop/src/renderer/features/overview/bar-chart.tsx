// Bars of accepted codes with the refused ones on top, drawn to the largest. One picture for a screen reader, told by its label.
import styles from './overview-page.module.css'
import type { Overview } from './use-overview.ts'

type BarChartProps = { bars: Overview['verifications']; label: string; nameBar: (at: number) => string }

const height = 160
const step = 24
const gap = 6
/** A count that is there is seen, however small it is beside the others. */
const leastHeight = 3

export function BarChart({ bars, label, nameBar }: BarChartProps) {
  const largest = Math.max(1, ...bars.map(({ accepted, refused }) => accepted + refused))
  const scale = (count: number) => (count === 0 ? 0 : Math.max(leastHeight, (count / largest) * (height - leastHeight)))
  return (
    <figure className={styles.chart}>
      <svg viewBox={`0 0 ${bars.length * step} ${height}`} preserveAspectRatio="none" role="img" aria-label={label} className={styles.bars}>
        {bars.map(({ at, accepted, refused }, position) => {
          const [low, high] = [scale(accepted), scale(refused)]
          const x = position * step + gap / 2
          return (
            <g key={at}>
              <title>{`${nameBar(at)}: ${accepted} / ${refused}`}</title>
              <rect x={x} width={step - gap} y={0} height={height} className={styles.ground} />
              <rect x={x} width={step - gap} y={height - low} height={low} className={styles.accepted} />
              <rect x={x} width={step - gap} y={height - low - high} height={high} className={styles.refused} />
            </g>
          )
        })}
      </svg>
      <div className={styles.ends} aria-hidden>
        <span>{bars[0] && nameBar(bars[0].at)}</span>
        <span>{nameBar(bars.at(-1)?.at ?? 0)}</span>
      </div>
    </figure>
  )
}
