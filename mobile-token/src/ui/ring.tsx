// A ring that empties. Silent: whoever cannot see it is not told every second.

type RingProps = { remaining: number; total: number; isLow: boolean }

const radius = 20
const length = 2 * Math.PI * radius

export function Ring({ remaining, total, isLow }: RingProps) {
  return (
    <svg className="ring" width="52" height="52" viewBox="0 0 52 52" fill="none" strokeWidth="5" aria-hidden="true">
      <circle className="ring-track" cx="26" cy="26" r={radius} />
      <circle
        className={isLow ? 'ring-value ring-low' : 'ring-value'}
        cx="26"
        cy="26"
        r={radius}
        strokeLinecap="round"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - remaining / total)}
      />
      <text className="ring-text" x="26" y="26" transform="rotate(90 26 26)" textAnchor="middle" dominantBaseline="central">
        {remaining}
      </text>
    </svg>
  )
}
