import { readFileSync } from 'node:fs'
import { detect } from '@/lib/core/detection/detect'
import { EN } from '@/lib/core/detection/en/language'
import { languageOf } from '@/lib/core/detection/languages'

/** `npm run detect -- FILE.jsonl`: one line of JSON for each line of JSON. What kind of text it is, is told from all lines together. */
const [file] = process.argv.slice(2)
if (!file) {
  console.error('Usage: npm run detect -- FILE.jsonl   (a line: {"text": "…"})')
  process.exit(2)
}
const sentences = readFileSync(file, 'utf8')
  .split(/\r?\n/)
  .filter((line) => line.trim() !== '')
  .map(readLine)

function readLine(line: string, at: number): string {
  try {
    return String((JSON.parse(line) as { text?: unknown }).text ?? '')
  } catch {
    console.error(`Line ${at + 1} of ${file} is not JSON.`)
    process.exit(2)
  }
}

const language = languageOf(sentences.join('\n')) ?? EN
for (const found of detect(sentences, language)) console.log(JSON.stringify(found))
