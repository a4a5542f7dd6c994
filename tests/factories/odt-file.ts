import { zipSync } from 'fflate'

const NAMES =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'

/** Styles that most texts have: T-sym is in the font Symbol, T-b is bold, T-i italic, T-sup raised, T-hidden hidden; L-num numbers, L-bul does not. */
const STYLES =
  '<style:style style:name="T-b" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>' +
  '<style:style style:name="T-sym" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>' +
  '<style:style style:name="T-i" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>' +
  '<style:style style:name="T-sup" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>' +
  '<style:style style:name="T-hidden" style:family="text"><style:text-properties text:display="none"/></style:style>' +
  '<style:style style:name="P-rtl" style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/></style:style>' +
  '<style:style style:name="P-q" style:family="paragraph" style:parent-style-name="Quotations"/>' +
  '<text:list-style style:name="L-num"><text:list-level-style-number text:level="1" style:num-format="1" text:start-value="3"/><text:list-level-style-bullet text:level="2" text:bullet-char="-"/></text:list-style>' +
  '<text:list-style style:name="L-bul"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>'

/** An OpenDocument text with a body of our own. */
export function odtFile(body: string, parts: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const xml = (content: string) => new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>${content}`)
  return zipSync({
    mimetype: new TextEncoder().encode('application/vnd.oasis.opendocument.text'),
    'content.xml': xml(
      `<office:document-content ${NAMES}><office:automatic-styles>${STYLES}</office:automatic-styles><office:body><office:text>${body}</office:text></office:body></office:document-content>`,
    ),
    'styles.xml': xml(
      `<office:document-styles ${NAMES}><office:styles><style:style style:name="Quotations" style:family="paragraph"/></office:styles><office:master-styles><style:master-page style:name="Standard"><style:header><text:p>Page head</text:p></style:header></style:master-page></office:master-styles></office:document-styles>`,
    ),
    ...parts,
  })
}
