import { ExternalHyperlink, HeadingLevel, Paragraph, TextRun } from 'docx'
import { type ArticleSnapshot, AUDIENCE_LABELS } from '@/lib/core/article/article-snapshot'
import { claimName } from '@/lib/core/claim/claim'
import { describeAxes } from '@/lib/core/claim/look'
import { describeProgress, progressOf } from '@/lib/core/claim/progress'
import { cite, isWebUrl, sourceRemarks } from '@/lib/core/evidence/source'
import { reportSections, restingOn } from '@/lib/core/report/report-sections'
import { coverageLine, describeLeftOut, reportTime, signOffLines } from '@/lib/core/report/report-text'
import { claimLines, oneLine } from '@/lib/formats/support/docx/claim-comments'

/** What stands behind the article: every claim with all that is said of it, then the sources. */
export function writeLog(snapshot: ArticleSnapshot): Paragraph[] {
  const fact = (text: string) => new Paragraph({ style: 'LogFact', children: [new TextRun(oneLine(text))] })
  const { blockers, findings, notLookedAt } = snapshot.limits
  const list = (heading: string, items: readonly string[]) =>
    items.length === 0 ? [] : [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(heading)] }), ...items.map(fact)]
  const claims = snapshot.claims.flatMap((claim) => [
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [new TextRun(`${claimName(claim.number)}  ${describeAxes(claim)}`)] }),
    new Paragraph({
      indent: { left: 400 },
      children: [
        new TextRun({ text: `“${oneLine(claim.quote)}”${claim.ranges.length === 0 ? ' (no longer in the article)' : ''}`, italics: true }),
      ],
    }),
    ...claimLines(claim, snapshot).slice(1).map(fact),
  ])
  const sources = snapshot.sources.map(
    (source) =>
      new Paragraph({
        style: 'LogFact',
        children: [
          new TextRun(`[${source.number}] ${cite(source)} ${restingOn(snapshot.claims, source.id)} `),
          ...(source.URL && isWebUrl(source.URL)
            ? [new ExternalHyperlink({ link: source.URL, children: [new TextRun({ text: source.URL, style: 'Hyperlink' })] })]
            : []),
          ...(source.archivedUrl && isWebUrl(source.archivedUrl)
            ? [
                new TextRun(' · '),
                new ExternalHyperlink({ link: source.archivedUrl, children: [new TextRun({ text: 'archived copy', style: 'Hyperlink' })] }),
              ]
            : []),
          ...sourceRemarks(source).map((remark) => new TextRun({ text: ` · ${oneLine(remark)}`, bold: remark === 'CONFIDENTIAL' })),
        ],
      }),
  )
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun('Claim log')] }),
    fact(
      `Fact-check report for ${AUDIENCE_LABELS[snapshot.audience].toLowerCase()}. ${describeProgress(progressOf(snapshot.claims))}. Version ${snapshot.article.version}, ${reportTime(snapshot.generatedAt)}.`,
    ),
    ...(snapshot.leftOut > 0 ? [fact(describeLeftOut(snapshot.leftOut))] : []),
    fact(`Text SHA-256 ${snapshot.article.textHash}`),
    fact(coverageLine(snapshot.limits)),
    ...signOffLines(snapshot.limits).map(fact),
    ...list(
      'What stands open',
      blockers.map(({ message }) => message),
    ),
    ...claims,
    ...(sources.length > 0 ? [new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun('Sources')] }), ...sources] : []),
    ...list(
      'At odds within the text',
      findings.map(({ message }) => message),
    ),
    ...list(
      'Not looked at',
      notLookedAt.map(({ text, reasons }) => (reasons.length > 0 ? `${text} (${reasons.join(', ')})` : text)),
    ),
    ...reportSections(snapshot).flatMap(({ heading, items }) =>
      list(
        heading,
        items.map(({ text, by }) => (by ? `${text} (${by})` : text)),
      ),
    ),
  ]
}
