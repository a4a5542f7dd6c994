import type { ArticleSnapshot } from '@/lib/core/article/article-snapshot'
import { writeCsv } from '@/lib/formats/exporters/csv'
import { writeDocx } from '@/lib/formats/exporters/docx'
import { writeHtml } from '@/lib/formats/exporters/html'
import { writeJson } from '@/lib/formats/exporters/json'
import { writeMarkdown } from '@/lib/formats/exporters/markdown'
import { writePdf } from '@/lib/formats/exporters/pdf'
import { writeBibtex, writeCslJson, writeRis } from '@/lib/formats/exporters/sources'
import { writeWebAnnotation } from '@/lib/formats/exporters/web-annotation'
import { writeXlsx } from '@/lib/formats/exporters/xlsx'

export interface Exporter {
  readonly label: string
  /** One line for the person choosing. */
  readonly meaning: string
  readonly mediaType: string
  readonly extension: string
  readonly write: (snapshot: ArticleSnapshot) => string | Uint8Array | Promise<Uint8Array>
}

/** Every format that can go out. Adding one is one line here and one file beside it. */
export const EXPORTERS = {
  html: {
    label: 'Web page',
    meaning: 'The article with numbered notes, the claim log and the sources. Opens anywhere, without a network.',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
    write: writeHtml,
  },
  docx: {
    label: 'Word',
    meaning: 'The article with a Word comment on exactly the words of each claim, then the claim log.',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
    write: writeDocx,
  },
  pdf: {
    label: 'PDF',
    meaning: 'The same report for print and the file: numbered notes, bookmarks, the fingerprint of the text on every page.',
    mediaType: 'application/pdf',
    extension: 'pdf',
    write: writePdf,
  },
  xlsx: {
    label: 'Spreadsheet (Excel)',
    meaning: 'The claim log, a sheet of evidence, and what nobody looked at. Every word is text; times sort.',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    write: writeXlsx,
  },
  csv: {
    label: 'Spreadsheet (CSV)',
    meaning: 'One row a claim. Cells that begin like a formula get an apostrophe, so that no spreadsheet runs them.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    write: (snapshot) => writeCsv(snapshot),
  },
  'csv-semicolon': {
    label: 'Spreadsheet (CSV, semicolons)',
    meaning: 'The same for a spreadsheet that writes 3,5: it opens in columns.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    write: (snapshot) => writeCsv(snapshot, ';'),
  },
  markdown: {
    label: 'Markdown',
    meaning: 'The article with a footnote for every claim, then the sources.',
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
    write: writeMarkdown,
  },
  'web-annotation': {
    label: 'Annotations (W3C)',
    meaning: 'Claims as Web Annotations in JSON-LD, found again by their words and by their place.',
    mediaType: 'application/ld+json; charset=utf-8',
    extension: 'jsonld',
    write: writeWebAnnotation,
  },
  'csl-json': {
    label: 'Sources (CSL-JSON)',
    meaning: 'The sources as Zotero and other reference managers read them.',
    mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    extension: 'csl.json',
    write: writeCslJson,
  },
  bibtex: {
    label: 'Sources (BibTeX)',
    meaning: 'The sources for LaTeX and reference managers.',
    mediaType: 'application/x-bibtex; charset=utf-8',
    extension: 'bib',
    write: writeBibtex,
  },
  ris: {
    label: 'Sources (RIS)',
    meaning: 'The sources for EndNote and other reference managers.',
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    extension: 'ris',
    write: writeRis,
  },
  json: {
    label: 'Data (JSON)',
    meaning: 'Everything, in a documented, versioned form.',
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
    write: writeJson,
  },
} as const satisfies Record<string, Exporter>

export type ExportFormat = keyof typeof EXPORTERS
