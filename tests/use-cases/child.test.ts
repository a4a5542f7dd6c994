import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { AppError } from '@/lib/server/app-error'
import { importFile } from '@/lib/server/child/import-file'

const encode = (text: string) => new TextEncoder().encode(text)

const html = (bytes: Uint8Array, personId = 'p') => ({ format: 'pasted-html' as const, bytes, personId })

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'read'
  } catch (error) {
    return error instanceof AppError ? `${error.code}: ${error.message}` : String(error)
  }
}

/** Environments of the processes this one has started that run now; others on the machine are not looked at. */
function childEnvironments(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // After the name in brackets: state, then the parent.
        const parent = Number(
          readFileSync(`/proc/${pid}/stat`, 'utf8')
            .replace(/^.*\) /s, '')
            .split(' ')[1],
        )
        if (parent !== process.pid) return []
        const [command, environment] = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8')) as [
          string,
          string,
        ]
        return command.includes('child.mjs') ? [`${command.replaceAll('\0', ' ')}\n${environment}`] : []
      } catch {
        return []
      }
    })
}

const DEEP = encode(`${'<div>'.repeat(3_000)}<p>deep</p>${'<b>x</b>'.repeat(60_000)}`)

describe('the process that reads foreign files', () => {
  it.skipIf(!existsSync('/proc/self/environ'))('has no secret, no database and no environment of the desk, and a heap cap', async () => {
    const reading = refusal(importFile(html(DEEP)))
    const seen = new Set<string>()
    let isOver = false
    void reading.then(() => {
      isOver = true
    })
    while (!isOver) {
      for (const one of childEnvironments()) seen.add(one)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(seen.size).toBeGreaterThan(0)
    for (const one of seen) {
      expect(one).toMatch(/--max-old-space-size=384/)
      expect(one).not.toMatch(/AUTH_SECRET|DATABASE_URL|HOME=|PATH=/)
    }
  })
  it('is given up when it takes more memory than it is given', async () => {
    // One element a few bytes: the tree is a hundred times the file.
    const heavy = encode('<p>a'.repeat(300_000))
    expect(await refusal(importFile(html(heavy), { timeMs: 60_000, heapMb: 32 }))).toMatch(/^unreadable: .*more memory/)
  })
  it('is given up when it takes longer than it is given, and killed', async () => {
    const start = performance.now()
    expect(await refusal(importFile(html(DEEP), { timeMs: 30, heapMb: 384 }))).toMatch(/^unreadable: .*0.03 seconds/)
    // Long before it would have been read; generous, for a machine that does other work.
    expect(performance.now() - start).toBeLessThan(20_000)
    expect(existsSync('/proc') ? childEnvironments() : []).toEqual([])
  })
  it('refuses a Word file that unpacks to more than 120 MB while it unpacks', async () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(125_000_000) }, { level: 9 })
    expect(bomb.byteLength).toBeLessThan(1_000_000)
    expect(await refusal(importFile({ format: 'docx', bytes: bomb, personId: 'p' }))).toMatch(/^too-large: .*120 MB/)
  })
  it('reads the next file as if nothing had happened', async () => {
    const { document } = await importFile(html(encode('<p>It cost 5 crowns.</p>')))
    expect(JSON.stringify(document)).toContain('It cost 5 crowns.')
  })
})
