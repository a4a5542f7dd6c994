'use client'

import { useEffect, useState } from 'react'

/** Short leaves out today's date; a day has no hour. */
type TimeStyle = 'short' | 'long' | 'day'

/** A moment, in the reader's own zone. The server writes UTC and says so. */
export function Time({ at, style = 'short' }: { at: string; style?: TimeStyle }) {
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    setText(formatTime(at, style))
  }, [at, style])
  return (
    <time dateTime={at} title={`${at.slice(0, 16).replace('T', ' ')} UTC`} className="tabular whitespace-nowrap">
      {text ?? `${at.slice(0, 16).replace('T', ' ')} UTC`}
    </time>
  )
}

function formatTime(at: string, style: TimeStyle): string {
  const date = new Date(at)
  if (style === 'day') return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(date)
  const isToday = date.toDateString() === new Date().toDateString()
  if (style === 'short' && isToday) return new Intl.DateTimeFormat(undefined, { timeStyle: 'short' }).format(date)
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
