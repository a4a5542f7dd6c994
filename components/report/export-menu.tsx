'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import { AUDIENCE_LABELS, type Audience } from '@/lib/core/article/article-snapshot'

/** Formats as the registry has them; the exporters themselves stay on the server. */
const FORMATS = [
  ['html', 'Web page', 'The article with numbered notes, the claim log and the sources. Opens anywhere, without a network.'],
  ['docx', 'Word', 'The article with a Word comment on exactly the words of each claim, then the claim log.'],
  ['csv', 'Spreadsheet (CSV)', 'One row a claim. Cells that begin like a formula get an apostrophe, so that no spreadsheet runs them.'],
  ['json', 'Data (JSON)', 'Everything, in a documented, versioned form.'],
] as const

export function ExportMenu({ articleId, audiences }: { articleId: string; audiences: readonly string[] }) {
  const [isOpen, setOpen] = useState(false)
  const [audience, setAudience] = useState<Audience>((audiences[0] as Audience) ?? 'public')
  return (
    <>
      <button type="button" className="button button-small" onClick={() => setOpen(true)}>
        <Download size={14} aria-hidden /> Export
      </button>
      <Dialog isOpen={isOpen} onClose={() => setOpen(false)} title="Annotated report" width="32rem">
        <div className="grid gap-4">
          <Select
            label="Made for"
            value={audience}
            options={audiences.map((one) => [one as Audience, AUDIENCE_LABELS[one as Audience]] as const)}
            onChange={setAudience}
          />
          <ul className="grid gap-2">
            {FORMATS.map(([format, label, meaning]) => (
              <li key={format}>
                <a
                  className="card block p-3 hover:border-line-strong"
                  href={`/api/articles/${articleId}/export/${format}?audience=${audience}`}
                  download
                >
                  <span className="font-semibold">{label}</span>
                  <span className="hint block">{meaning}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      </Dialog>
    </>
  )
}
