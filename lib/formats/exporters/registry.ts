import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import type { ExportFormat } from '@/lib/core/report/export-formats'
import { writeClaimReview } from '@/lib/formats/exporters/claim-review'
import { writeCsv, writeEvidenceCsv } from '@/lib/formats/exporters/csv'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeEmbed, writeEmbedJson } from '@/lib/formats/exporters/embed'
import { writeHtml } from '@/lib/formats/exporters/html'
import { writeJson } from '@/lib/formats/exporters/json'
import { writeMarkdown } from '@/lib/formats/exporters/markdown'
import { writePdf } from '@/lib/formats/exporters/pdf'
import { writeBibtex, writeCslJson, writeRis } from '@/lib/formats/exporters/sources'
import { writeWebAnnotation } from '@/lib/formats/exporters/web-annotation'
import { writeXlsx } from '@/lib/formats/exporters/xlsx'

/** What writes each format. Adding one is its facts in `core/report/export-formats`, one line here and one file beside it. */
export const EXPORTERS: Readonly<Record<ExportFormat, (snapshot: ArticleSnapshot) => string | Uint8Array | Promise<Uint8Array>>> = {
  html: writeHtml,
  docx: writeDocx,
  pdf: writePdf,
  xlsx: writeXlsx,
  csv: (snapshot) => writeCsv(snapshot),
  'csv-semicolon': (snapshot) => writeCsv(snapshot, ';'),
  'csv-evidence-semicolon': (snapshot) => writeEvidenceCsv(snapshot, ';'),
  'csv-evidence': writeEvidenceCsv,
  markdown: writeMarkdown,
  'web-annotation': writeWebAnnotation,
  'csl-json': writeCslJson,
  bibtex: writeBibtex,
  ris: writeRis,
  'claim-review': writeClaimReview,
  embed: writeEmbed,
  'embed-json': writeEmbedJson,
  json: writeJson,
}
