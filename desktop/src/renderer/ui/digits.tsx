// Serials and groups of digits in monospace, parted by space alone so that a copy or a test reads them whole.
import styles from './digits.module.css'

type DigitsProps = { text: string; every?: number; size?: 'inline' | 'large' }

export function Digits({ text, every = 3, size = 'inline' }: DigitsProps) {
  return (
    <span className={styles.digits} data-size={size}>
      {splitEvery(text, every).map(({ part, start }) => (
        <span key={start} className={styles.part}>
          {part}
        </span>
      ))}
    </span>
  )
}

function splitEvery(text: string, length: number): { part: string; start: number }[] {
  const parts = []
  for (let start = 0; start < text.length; start += length) parts.push({ part: text.slice(start, start + length), start })
  return parts
}
