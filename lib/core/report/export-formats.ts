/** A format a report goes out in, as people choose it. */
export interface FormatFacts {
  readonly label: string
  /** One line for the person choosing. */
  readonly meaning: string
  readonly mediaType: string
  readonly extension: string
  /** For readers of what was published: always what the public is shown, and only of the text that was published. */
  readonly isForReaders?: true
}

/** Every format that goes out: the menu, the route and the docs read this list; what writes each is in `formats/exporters`. */
export const EXPORT_FORMATS = {
  html: {
    label: 'Web page',
    meaning: 'The article with numbered notes, the claim log and the sources. Opens anywhere, without a network.',
    mediaType: 'text/html; charset=utf-8',
    extension: 'html',
  },
  docx: {
    label: 'Word',
    meaning:
      'A Word comment on exactly the words of each claim, notes as its answers, sources as footnotes, open proposals as tracked changes; then the claim log.',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    extension: 'docx',
  },
  pdf: {
    label: 'PDF',
    meaning: 'The same report for print and the file: numbered notes, bookmarks, the fingerprint of the text on every page.',
    mediaType: 'application/pdf',
    extension: 'pdf',
  },
  xlsx: {
    label: 'Spreadsheet (Excel)',
    meaning: 'The claim log, a sheet of evidence, and what nobody looked at. Every word is text; times sort.',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
  },
  csv: {
    label: 'Spreadsheet (CSV)',
    meaning: 'One row a claim. Cells that begin like a formula get an apostrophe, so that no spreadsheet runs them.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
  },
  'csv-semicolon': {
    label: 'Spreadsheet (CSV, semicolons)',
    meaning: 'The same for a spreadsheet that writes 3,5: it opens in columns.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'semicolons.csv',
  },
  'csv-evidence': {
    label: 'Evidence (CSV)',
    meaning: 'One row for each piece of evidence: its claim, source, quote and where it stands.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'evidence.csv',
  },
  'csv-evidence-semicolon': {
    label: 'Evidence (CSV, semicolons)',
    meaning: 'The same for a spreadsheet that writes 3,5.',
    mediaType: 'text/csv; charset=utf-8',
    extension: 'evidence.semicolons.csv',
  },
  markdown: {
    label: 'Markdown',
    meaning: 'The article with a footnote for every claim, then the sources.',
    mediaType: 'text/markdown; charset=utf-8',
    extension: 'md',
  },
  'web-annotation': {
    label: 'Annotations (W3C)',
    meaning: 'Claims as Web Annotations in JSON-LD, found again by their words and by their place.',
    mediaType: 'application/ld+json; charset=utf-8',
    extension: 'jsonld',
  },
  'csl-json': {
    label: 'Sources (CSL-JSON)',
    meaning: 'The sources as Zotero and other reference managers read them.',
    mediaType: 'application/vnd.citationstyles.csl+json; charset=utf-8',
    extension: 'csl.json',
  },
  bibtex: {
    label: 'Sources (BibTeX)',
    meaning: 'The sources for LaTeX and reference managers.',
    mediaType: 'application/x-bibtex; charset=utf-8',
    extension: 'bib',
  },
  ris: {
    label: 'Sources (RIS)',
    meaning: 'The sources for EndNote and other reference managers.',
    mediaType: 'application/x-research-info-systems; charset=utf-8',
    extension: 'ris',
  },
  'claim-review': {
    label: 'ClaimReview (schema.org)',
    meaning: 'Verdicts on what others claimed, for search engines and fact-check registers; what cannot be one is named with the reason.',
    mediaType: 'application/ld+json; charset=utf-8',
    extension: 'claimreview.jsonld',
    isForReaders: true,
  },
  embed: {
    label: 'For readers (HTML)',
    meaning: 'How we checked this: a piece of a page, without scripts, to put under the published article.',
    mediaType: 'text/html; charset=utf-8',
    extension: 'embed.html',
    isForReaders: true,
  },
  'embed-json': {
    label: 'For readers (JSON)',
    meaning: 'The same claims and sources as data, for a page of your own.',
    mediaType: 'application/json; charset=utf-8',
    extension: 'embed.json',
    isForReaders: true,
  },
  json: {
    label: 'Data (JSON)',
    meaning: 'Everything, in a documented, versioned form that can be brought back.',
    mediaType: 'application/json; charset=utf-8',
    extension: 'json',
  },
} as const satisfies Record<string, FormatFacts>

export type ExportFormat = keyof typeof EXPORT_FORMATS
