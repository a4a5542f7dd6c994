// Faults that a test must catch: what is changed in which file, and which tests are asked.
// `edits` are [what stands there, what stands there instead]; each must be found.

const U = (...files) => files.map((file) => `tests/unit/${file}`)
const C = (...files) => files.map((file) => `tests/use-cases/${file}`)
const GUARDS = C('guards.test.ts')
const DOOR = C('door.test.ts')
const ACCESS = C('access.test.ts')
const RECORD = C('record.test.ts')
const POLICY = U('core/policy.test.ts')
const FORMATS = U('formats/registries.test.ts', 'formats/exporters.test.ts')
const CARRY = U('core/revisions.test.ts', 'core/carry-range.test.ts')

/** @type {readonly {fault: string, file: string, edits: [string, string][], by: string[]}[]} */
export const FAULTS = [
  // The disk
  {
    fault: 'the writing connection does not flush at each commit',
    file: 'lib/server/store/sqlite/safe-sqlite.ts',
    edits: [['    setPragmas(writer.client)\n', "    setPragmas(writer.client)\n    writer.client.pragma('synchronous = NORMAL')\n"]],
    by: GUARDS,
  },
  {
    fault: 'acknowledged before the commit',
    file: 'lib/server/db.ts',
    edits: [
      [
        '  const result = await database().$transaction(\n    async (tx) => {\n      const receipt = await work(tx)\n',
        '  const result = await new Promise<T>((early, reject) => void database().$transaction(\n    async (tx) => {\n      const receipt = await work(tx)\n      early(receipt)\n',
      ],
      ['    { maxWait: 20_000, timeout: 60_000 },\n  )\n', '    { maxWait: 20_000, timeout: 60_000 },\n  ).catch(reject))\n'],
    ],
    by: GUARDS,
  },
  {
    fault: 'the record fails in silence',
    file: 'lib/server/store/history.ts',
    edits: [['await tx.historyEntry.createMany({ data: rows })', 'await tx.historyEntry.createMany({ data: rows }).catch(() => {})']],
    by: GUARDS,
  },
  // Races
  {
    fault: 'a claim is written whatever its revision',
    file: 'lib/server/store/claims.ts',
    edits: [['where: { id: claim.id, revision, deletedAt: null }', 'where: { id: claim.id, deletedAt: null }']],
    by: GUARDS,
  },
  {
    fault: 'a source is written whatever its revision',
    file: 'lib/server/store/sources.ts',
    edits: [['where: { id, revision },', 'where: { id },']],
    by: GUARDS,
  },
  {
    fault: 'evidence is written whatever its revision',
    file: 'lib/server/store/evidence.ts',
    edits: [['where: { id, revision, deletedAt: null }', 'where: { id, deletedAt: null }']],
    by: GUARDS,
  },
  {
    fault: 'the head of an article moves whatever was there',
    file: 'lib/server/store/articles.ts',
    edits: [['where: { id, ...expected }', 'where: { id }']],
    by: GUARDS,
  },
  {
    fault: 'a decision on words nobody saw is taken',
    file: 'lib/server/use-cases/claims/update-claim.ts',
    edits: [['claim.revision !== revision || isUnseen', 'claim.revision !== revision']],
    by: C('claims.test.ts'),
  },
  // Who may
  {
    fault: 'a checker may edit the text',
    file: 'lib/core/permissions/policy.ts',
    edits: [["'article.edit-text': { roles: WRITERS }", "'article.edit-text': { roles: DESK }"]],
    by: POLICY,
  },
  {
    fault: 'anybody may take back anybody’s note',
    file: 'lib/core/permissions/policy.ts',
    edits: [['thing.writtenBy === who.id && (', '(']],
    by: POLICY,
  },
  {
    fault: 'the door does not ask the policy',
    file: 'lib/server/boundary/define-route.ts',
    edits: [['if (!couldEver(actor.role, route.action))', 'if (false)']],
    by: DOOR,
  },
  {
    fault: 'the door reads the body first',
    file: 'lib/server/boundary/define-route.ts',
    edits: [
      [
        '      actor = await actorOf(credential)\n',
        '      await request.body?.getReader().read()\n      actor = await actorOf(credential)\n',
      ],
    ],
    by: DOOR,
  },
  {
    fault: 'no field of a claim has a row of its own',
    file: 'lib/core/workflow/judge-change.ts',
    edits: [['if (forbidden)', 'if (forbidden && false)']],
    by: C('claims.test.ts'),
  },
  {
    fault: 'a restricted article is open to all',
    file: 'lib/core/permissions/article-access.ts',
    edits: [["return article.access === 'desk' || article.people.includes(who.id)", 'return true']],
    by: POLICY.concat(ACCESS),
  },
  {
    fault: 'the way to an article does not ask for its list',
    file: 'lib/server/article/open-article.ts',
    edits: [['if (!canOpen(actor, article) && !where.isUnlisted)', 'if (false)']],
    by: ACCESS,
  },
  {
    fault: 'lists show restricted articles',
    file: 'lib/server/store/visibility.ts',
    edits: [['a."access" = \'desk\' OR', '1 = 1 OR']],
    by: ACCESS,
  },
  {
    fault: 'an admin opens a restricted article by asking for anything',
    file: 'lib/server/use-cases/articles/set-access.ts',
    edits: [["await writePeople(change, 'listed', [...change.article.people, actor.id])", "await writePeople(change, 'desk', [])"]],
    by: ACCESS,
  },
  {
    fault: 'a deactivated person goes on',
    file: 'lib/server/session.ts',
    edits: [['if (!person || person.disabledAt) return null', 'if (!person) return null']],
    by: DOOR,
  },
  { fault: 'a revoked token goes on', file: 'lib/server/store/tokens.ts', edits: [['AND t."revokedAt" IS NULL', '']], by: DOOR },
  {
    fault: 'a stream outlives its person’s session',
    file: 'lib/server/use-cases/articles/stream-events.ts',
    edits: [
      ['if (still?.id !== actor.id)', 'if (false)'],
      ["await openArticle(still, 'article.read', articleId)", "await openArticle(actor, 'article.read', articleId)"],
    ],
    by: C('stream.test.ts'),
  },
  {
    fault: 'a stream outlives its place on the list',
    file: 'lib/server/use-cases/articles/stream-events.ts',
    edits: [["!(await openArticle(still, 'article.read', articleId).catch(() => null))", 'false']],
    by: C('stream.test.ts'),
  },
  {
    fault: 'a confidential source is shown to all',
    file: 'lib/server/present/evidence.ts',
    edits: [["return source.confidential && !can(reader, 'source.read-confidential')", 'return false']],
    by: GUARDS,
  },
  {
    fault: 'words of confidential evidence are shown to all',
    file: 'lib/server/present/evidence.ts',
    edits: [['quote: isHidden ? null : evidence.quote', 'quote: evidence.quote']],
    by: GUARDS,
  },
  {
    fault: 'who may not read a source may change it',
    file: 'lib/server/use-cases/evidence/write-sources.ts',
    edits: [['if (isHiddenFrom(actor, before))', 'if (false)']],
    by: GUARDS,
  },
  {
    fault: 'words proposed for what somebody saw otherwise are taken',
    file: 'lib/server/use-cases/claims/write-corrections.ts',
    edits: [['if (input.before !== undefined && input.before !== before)', 'if (false)']],
    by: C('proposals.test.ts'),
  },
  {
    fault: 'words that touch a claim decide it',
    file: 'lib/server/use-cases/claims/write-corrections.ts',
    edits: [['if (correction.claimId && !correction.place) await decideOnNewWords', 'if (correction.claimId) await decideOnNewWords']],
    by: C('proposals.test.ts'),
  },
  {
    fault: 'the text before the scripts is not escaped',
    file: 'lib/editor/html/write-html.ts',
    edits: [["html += child.isText ? escapeHtml(child.text ?? '')", "html += child.isText ? (child.text ?? '')"]],
    by: U('editor/write-html.test.ts'),
  },
  {
    fault: 'undo goes over what somebody changed since',
    file: 'lib/server/use-cases/claims/undo-step.ts',
    edits: [['if (!isStill(claim, field, after[field])) throw changedSince()', '']],
    by: C('undo.test.ts'),
  },
  {
    fault: 'a decision that changes nothing is written down',
    file: 'lib/server/use-cases/claims/update-claim.ts',
    edits: [['if (changesNothing(claim, judged.changes)) return', '']],
    by: C('undo.test.ts'),
  },
  {
    fault: 'another person’s outcome keeps the confidence of the one before',
    file: 'lib/core/workflow/judge-change.ts',
    edits: [['...(losesConfidence ? { confidence: null, confidenceReason: null } : {}),', '']],
    by: C('undo.test.ts'),
  },
  {
    fault: 'who may not read evidence may change it',
    file: 'lib/server/use-cases/evidence/write-evidence.ts',
    edits: [['if (isHiddenFrom(change.actor, before.source))', 'if (false)']],
    by: GUARDS,
  },
  {
    fault: 'history names confidential sources',
    file: 'lib/server/present/history.ts',
    edits: [["eventKind(entry.action).namesSource === true && !can(reader, 'source.read-confidential')", 'false']],
    by: C('claims.test.ts'),
  },
  // The door
  {
    fault: 'the origin of a change is not looked at',
    file: 'lib/server/boundary/check-origin.ts',
    edits: [
      ['if (!origin || !allowedOrigins(request).includes(origin))', 'if (false)'],
      ["if (fetchSite && fetchSite !== 'same-origin' && fetchSite !== 'none')", 'if (false)'],
    ],
    by: DOOR,
  },
  {
    fault: 'an Authorization header that is no token passes for one',
    file: 'lib/server/boundary/check-origin.ts',
    edits: [["if (credential.kind === 'token') return", "if (request.headers.has('authorization')) return"]],
    by: DOOR,
  },
  {
    fault: 'bodies have no limit',
    file: 'lib/server/boundary/read-body.ts',
    edits: [['if (size > rules.limit) throw refuse()', '']],
    by: DOOR,
  },
  {
    fault: 'a declared length is believed',
    file: 'lib/server/boundary/read-body.ts',
    edits: [['if (size > rules.limit) throw refuse()', "if (size > rules.limit && !request.headers.get('content-length')) throw refuse()"]],
    by: DOOR,
  },
  {
    fault: 'unknown fields are taken',
    file: 'lib/server/boundary/schemas.ts',
    edits: [['export const noteBody = z.strictObject(', 'export const noteBody = z.object(']],
    by: DOOR,
  },
  {
    fault: 'any link is a web address',
    file: 'lib/core/evidence/source.ts',
    edits: [["return protocol === 'http:' || protocol === 'https:'", 'return true']],
    by: DOOR,
  },
  {
    fault: 'an Idempotency-Key is anybody’s',
    file: 'lib/server/boundary/define-route.ts',
    edits: [['earlier.actorId !== command.actorId ||', '']],
    by: DOOR,
  },
  {
    fault: 'an Idempotency-Key fits any body',
    file: 'lib/server/boundary/define-route.ts',
    edits: [['(earlier.bodyHash && earlier.bodyHash !== command.bodyHash)', 'false']],
    by: DOOR,
  },
  {
    fault: 'a retry acts again',
    file: 'lib/server/db.ts',
    edits: [['if (command && !command.isRecorded && receipt !== NOT_DONE) {', 'if (command?.isRecorded) {']],
    by: DOOR,
  },
  {
    fault: 'pages run any script',
    file: 'proxy.ts',
    edits: [["script-src 'self' 'nonce-${nonce}' 'strict-dynamic'", "script-src 'self' 'unsafe-inline'"]],
    by: DOOR,
  },
  {
    fault: 'reports opened here may run scripts',
    file: 'lib/server/boundary/responses.ts',
    edits: [["default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox", "default-src 'self'"]],
    by: DOOR,
  },
  {
    fault: 'pictures opened here may run scripts',
    file: 'lib/server/boundary/responses.ts',
    edits: [['"default-src \'none\'; sandbox"', '"default-src \'self\'"']],
    by: DOOR,
  },
  {
    fault: 'anything is kept as a picture',
    file: 'lib/server/use-cases/articles/keep-attachment.ts',
    edits: [
      ['if (!mediaType) throw', "if (mediaType === ('none' as string)) throw"],
      ['{ bytes, mediaType }', "{ bytes, mediaType: mediaType ?? 'text/html' }"],
    ],
    by: DOOR,
  },
  // Ids a client makes up
  {
    fault: 'a tab’s id is anybody’s',
    file: 'lib/server/article/change-article.ts',
    edits: [['!== this.actor.id)\n      throw', '!== this.actor.id && false)\n      throw']],
    by: GUARDS,
  },
  {
    fault: 'a claim moved by steps leaves no entry',
    file: 'lib/server/article/change-article.ts',
    edits: [['if (wasOn !== undefined && place)', 'if (false)']],
    by: GUARDS,
  },
  {
    fault: 'the kind of a step is read from its id',
    file: 'lib/server/article/change-article.ts',
    edits: [['        kind,\n        clientId,', "        kind: clientId.startsWith('draft-') ? 'draft' : kind,\n        clientId,"]],
    by: GUARDS,
  },
  // The record
  {
    fault: 'rows are not tied',
    file: 'lib/server/store/ties.ts',
    edits: [['for (const { key, row } of found) ties[`${table}:${key}`] = hashRow(table, row)', '']],
    by: RECORD,
  },
  {
    fault: 'steps are not tied',
    file: 'lib/server/store/ties.ts',
    edits: [['ties[stepsName(articleId, from, to)] =', 'void']],
    by: RECORD,
  },
  {
    fault: 'an entry’s version is not hashed',
    file: 'lib/core/history/chain.ts',
    edits: [['action, subject, version, before, after, ties]))', 'action, subject, before, after, ties]))']],
    by: RECORD.concat(U('core/core.test.ts')),
  },
  {
    fault: 'verify does not compare rows',
    file: 'lib/server/store/sqlite/verify-record.ts',
    edits: [['else if (hashRow(table, row) !== tie.hash)', 'else if (false)']],
    by: RECORD,
  },
  {
    fault: 'verify does not look for rows that are missing',
    file: 'lib/server/store/sqlite/verify-record.ts',
    edits: [['if (tie.hash === null ||', 'if (true || tie.hash === null ||']],
    by: RECORD,
  },
  {
    fault: 'verify does not replay',
    file: 'lib/server/use-cases/desk/verify-desk.ts',
    edits: [['if (sha256(textOf(doc)) !== textHash)', 'if (false)']],
    by: RECORD,
  },
  {
    fault: 'a store forgets to say what it wrote',
    file: 'lib/server/store/notes.ts',
    edits: [
      [
        "  await tx.note.update({ where: { id }, data: { deletedAt } })\n  tieRow(tx, 'Note', id)",
        '  await tx.note.update({ where: { id }, data: { deletedAt } })',
      ],
    ],
    by: RECORD,
  },
  // Reports
  {
    fault: 'cells are not disarmed',
    file: 'lib/formats/exporters/csv.ts',
    edits: [['claimRow(claim, snapshot).map(safeCell)', 'claimRow(claim, snapshot)']],
    by: FORMATS,
  },
  {
    fault: 'the title of a report is not escaped',
    file: 'lib/formats/exporters/html.ts',
    edits: [['<title>${escapeHtml(article.title)}', '<title>${article.title}']],
    by: FORMATS,
  },
  {
    fault: 'a quote in a report is not escaped',
    file: 'lib/formats/exporters/html.ts',
    edits: [['<blockquote class="words">${escapeHtml(claim.quote)}', '<blockquote class="words">${claim.quote}']],
    by: FORMATS,
  },
  {
    fault: 'the author gets confidential words',
    file: 'lib/core/article/redact.ts',
    edits: [['quote: isHidden ? null : evidence.quote', 'quote: evidence.quote']],
    by: FORMATS,
  },
  {
    fault: 'the author gets confidential names',
    file: 'lib/core/article/redact.ts',
    edits: [['source.confidential && !isWhole ? hideSource(source)', 'false ? hideSource(source)']],
    by: FORMATS,
  },
  {
    fault: 'the public gets notes',
    file: 'lib/core/article/redact.ts',
    edits: [['notes: isPublic ? [] : claim.notes', 'notes: claim.notes']],
    by: FORMATS,
  },
  {
    fault: 'the public gets names of the desk',
    file: 'lib/core/article/redact.ts',
    edits: [["by: isPublic ? '' : decision.by", 'by: decision.by']],
    by: FORMATS,
  },
  {
    fault: 'the public gets tags and reasons',
    file: 'lib/core/article/redact.ts',
    edits: [['tags: isPublic ? [] : claim.tags', 'tags: claim.tags']],
    by: FORMATS,
  },
  {
    fault: 'the public gets what is unchecked',
    file: 'lib/core/article/redact.ts',
    edits: [["!isPublic || ((claim.state === 'checked'", "true || ((claim.state === 'checked'"]],
    by: FORMATS,
  },
  {
    fault: 'the author gets legal flags',
    file: 'lib/core/article/redact.ts',
    edits: [['legalFlag: isWhole && claim.legalFlag', 'legalFlag: claim.legalFlag']],
    by: FORMATS,
  },
  // Coming in
  {
    fault: 'every Word file is one fixed sentence',
    file: 'lib/formats/importers/registry.ts',
    edits: [['read: importDocx', "read: () => importText(new TextEncoder().encode('A fixed sentence.'))"]],
    by: FORMATS,
  },
  {
    fault: 'the importing process has the desk’s environment',
    file: 'lib/server/child/run-in-child.ts',
    edits: [["env: { NODE_ENV: 'production' }", 'env: process.env']],
    by: C('child.test.ts'),
  },
  {
    fault: 'the importing process has no heap cap',
    file: 'lib/server/child/run-in-child.ts',
    edits: [['[`--max-old-space-size=${limits.heapMb}`, childFile()]', '[childFile()]']],
    by: C('child.test.ts'),
  },
  {
    fault: 'the importing process has no clock',
    file: 'lib/server/child/run-in-child.ts',
    edits: [["setTimeout(() => end('late'), limits.timeMs)", "setTimeout(() => end('late'), 1000 * limits.timeMs)"]],
    by: C('child.test.ts'),
  },
  // Carrying claims
  {
    fault: 'the same words are trusted wherever they stand',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [['const SAME_SENTENCE_AT = 0.5', 'const SAME_SENTENCE_AT = 0']],
    by: CARRY,
  },
  {
    fault: 'the same words are never trusted',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [
      ['const SAME_SENTENCE_AT = 0.5', 'const SAME_SENTENCE_AT = 2'],
      ['const TELLING_WEIGHT = 4', 'const TELLING_WEIGHT = 400'],
    ],
    by: CARRY,
  },
  {
    fault: 'neighbours are not asked',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [['placesBefore.length === placesAfter.length || isBetweenItsNeighbours(alignment, claim, target)', 'true']],
    by: CARRY,
  },
  {
    fault: 'edited words are never carried',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [['const CARRY_AT = 0.75', 'const CARRY_AT = 1.1']],
    by: CARRY,
  },
  {
    fault: 'any edited words are carried',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [
      ['const CARRY_AT = 0.75', 'const CARRY_AT = 0'],
      ['const CARRY_SENTENCE_AT = 0.6', 'const CARRY_SENTENCE_AT = 0'],
    ],
    by: CARRY,
  },
  {
    fault: 'nothing is carried elsewhere',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [['if (placesAfter.length > 0 && proposals.length === 0)', 'if (false)']],
    by: CARRY,
  },
  {
    fault: 'nothing is proposed',
    file: 'lib/core/anchoring/carry-range.ts',
    edits: [
      ["if (best) proposals.push({ ...best.range, score: best.score, reason: 'rewritten' })", ''],
      ['if (proposals.length === 0) proposals.push(...similarPlaces(alignment, range, claim))', ''],
    ],
    by: CARRY,
  },
  // In the browser
  {
    fault: 'a late answer shows a stale claim fresh',
    file: 'components/claims/claim-store.ts',
    edits: [['if (known && isOlder(claim, known)) continue', 'if (known && known.revision > claim.revision) continue']],
    by: U('session/claim-store.test.ts'),
  },
  {
    fault: 'everything unsent is written at each key',
    file: 'components/session/unsent-store.ts',
    edits: [['const isGrown =\n', 'const isGrown = false &&\n']],
    by: U('session/session-parts.test.ts'),
  },
  // Searching
  {
    fault: 'accents count in a search',
    file: 'lib/core/text/fold.ts',
    edits: [
      ["    .replace(/\\p{M}+/gu, '')\n", ''],
      [".normalize('NFKD')", ''],
    ],
    by: C('search.test.ts'),
  },
  {
    fault: 'a claim is found by words it lost',
    file: 'lib/server/store/claims.ts',
    edits: [["await indexText(tx, 'claim', claim.id, claimSearchText(words))", 'void words']],
    by: C('search.test.ts'),
  },
  // At the gate
  {
    fault: 'at the gate: attributes have no bounds',
    file: 'lib/editor/extensions/bounds/attribute-bounds.ts',
    edits: [['      if (!isValid(value)) throw', '      if (false) throw']],
    by: U('editor/bounds.test.ts'),
  },
  {
    fault: 'at the gate: nesting has no bound',
    file: 'lib/editor/extensions/bounds/shape.ts',
    edits: [['if (depth > MAX_DEPTH) return', 'if (false) return']],
    by: U('editor/bounds.test.ts'),
  },
  {
    fault: 'at the gate: steps bring characters no format can keep',
    file: 'lib/server/article/apply-steps.ts',
    edits: [['if (changed.after.some(hasForbiddenText)', 'if (false && changed.after.some(hasForbiddenText)']],
    by: C('clean-text.test.ts'),
  },
  {
    fault: 'at the gate: bodies are not cleaned',
    file: 'lib/server/boundary/define-route.ts',
    edits: [['route.takesTextAsIs ? json : clean(json)', 'json']],
    by: C('clean-text.test.ts'),
  },
  {
    fault: 'at the gate: an invitation outlives the right of its maker',
    file: 'lib/server/use-cases/people/manage-people.ts',
    edits: [
      ["if (!invitation || !inviter || inviter.disabledAt || !(isOwn || can(inviter, 'people.manage')))", 'if (!invitation)'],
      ['if (disabledAt || losesAdmin) await withdraw', 'if (false) await withdraw'],
    ],
    by: C('credentials.test.ts'),
  },
  {
    fault: 'at the gate: tokens outlive a deactivation',
    file: 'lib/server/use-cases/people/manage-people.ts',
    edits: [['if (disabledAt) await dropCredentials(change, personId)', '']],
    by: C('credentials.test.ts'),
  },
  {
    fault: 'at the gate: tokens outlive a new password',
    file: 'lib/server/use-cases/people/manage-account.ts',
    edits: [['await dropCredentials(change, actor.id)', '']],
    by: C('credentials.test.ts'),
  },
  {
    fault: 'at the gate: a password of the command line works for ever',
    file: 'lib/server/use-cases/people/sign-in.ts',
    edits: [['if (person.passwordOnceUntil && !(await takePasswordOnce(tx, person.id, now)))', 'if (false)']],
    by: C('credentials.test.ts'),
  },
  // What comes in, and what is not copy
  {
    fault: 'footnotes stay in the copy',
    file: 'lib/editor/html/shape-html.ts',
    edits: [['  takeOutNotes(body, messages, remarks)\n', '']],
    by: U('formats/apparatus.test.ts', 'formats/word-in.test.ts'),
  },
  {
    fault: 'hidden text of Word becomes copy',
    file: 'lib/formats/support/docx/prepare-body.ts',
    edits: [['    if (!isHidden(run, paragraph, styles)) continue\n', '    if (true) continue\n']],
    by: U('formats/word-in.test.ts'),
  },
  {
    fault: 'the claim log of our own report becomes copy',
    file: 'lib/formats/support/docx/prepare-body.ts',
    edits: [['if (name === word.mainPart) dropClaimLog(document, messages)', '']],
    by: U('formats/word-in.test.ts'),
  },
  {
    fault: 'the public report keeps the marks of hidden claims',
    file: 'lib/core/article/redact.ts',
    edits: [['withClaimMarks(article.document, new Set(claims.map((claim) => claim.id)))', 'article.document']],
    by: FORMATS,
  },
  // Heavy work, and the bin
  {
    fault: 'a person’s heavy jobs run all at once',
    file: 'lib/server/child/turns.ts',
    edits: [['turns.waiting.find((one) => !turns.running.has(one.personId))', 'turns.waiting[0]']],
    by: C('heavy-work.test.ts'),
  },
  {
    fault: 'a report mixes what stood before and after a change',
    file: 'lib/server/use-cases/articles/export-article.ts',
    edits: [['if (isLast || after.article.historySeq === open.article.historySeq) return', 'if (after) return']],
    by: C('heavy-work.test.ts'),
  },
  {
    fault: 'a job given up while it waits is done all the same',
    file: 'lib/server/child/turns.ts',
    edits: [
      ["      reject(new AppError('cancelled'))\n", ''],
      ['      turns.waiting = turns.waiting.filter((one) => one !== mine)\n', ''],
    ],
    by: C('heavy-work.test.ts'),
  },
  {
    fault: 'an export leaves no entry',
    file: 'lib/server/use-cases/articles/export-article.ts',
    edits: [["name: 'article.exported'", "name: 'article.picture-added'"]],
    by: C('heavy-work.test.ts'),
  },
  {
    fault: 'the bin is emptied at once',
    file: 'lib/server/use-cases/articles/empty-bin.ts',
    edits: [['now.getTime() - BIN_DAYS * 86_400_000', 'now.getTime()']],
    by: C('bin.test.ts'),
  },
  {
    fault: 'verify does not look at what is derived',
    file: 'lib/server/store/sqlite/verify-record.ts',
    edits: [['  problems.push(...derivedProblems(db))\n', '']],
    by: C('record.test.ts'),
  },
  // Signing in
  {
    fault: 'sessions are kept as they are',
    file: 'lib/server/auth.ts',
    edits: [
      [
        "withHashedSessions(prismaAdapter(database(), { provider: 'sqlite' })(settings))",
        "prismaAdapter(database(), { provider: 'sqlite' })(settings)",
      ],
    ],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'a second factor that a role needs is not asked for',
    file: 'lib/server/boundary/define-route.ts',
    edits: [["if (actor.owes && !(route.action === 'account.manage-own' && route.isForOwing))", 'if (false)']],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'who owes a second factor can make a token all the same',
    file: 'lib/server/boundary/define-route.ts',
    edits: [
      [
        "if (actor.owes && !(route.action === 'account.manage-own' && route.isForOwing))",
        "if (actor.owes && route.action !== 'account.manage-own')",
      ],
    ],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'the password alone signs in who has a second factor',
    file: 'lib/server/use-cases/people/sign-in.ts',
    edits: [['if (twoFactorRedirect) return { person: null, cookies }', '']],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'an address nobody confirmed is let in',
    file: 'lib/server/use-cases/people/single-sign-on.ts',
    edits: [['if (!isVerified && (profile.email_verified !== undefined || oidc.domains.length === 0))', 'if (false)']],
    by: C('single-sign-on.test.ts'),
  },
  {
    fault: 'every domain is let in',
    file: 'lib/server/use-cases/people/single-sign-on.ts',
    edits: [['if (oidc.domains.length > 0 && !oidc.domains.includes(domain))', 'if (false)']],
    by: C('single-sign-on.test.ts'),
  },
  {
    fault: 'passwords work where the newsroom’s account is the only way in',
    file: 'lib/server/use-cases/people/sign-in.ts',
    edits: [['env().oidc?.isOnly && !person?.passwordOnceUntil', 'false']],
    by: C('single-sign-on.test.ts'),
  },
  {
    fault: 'mail tells who is here',
    file: 'lib/server/use-cases/people/forgotten-password.ts',
    edits: [['  void send(email)', "  if (!(await findPersonByEmail(email))) throw new AppError('not-found')\n  void send(email)"]],
    by: C('forgotten-password.test.ts'),
  },
  // Freshness
  {
    fault: 'a sentence that states something else is only reworded',
    file: 'lib/core/freshness/freshness.ts',
    edits: [["if (contextChanges(decision.sentence, now.sentence).length > 0) return 'context-changed'", '']],
    by: U('core/edits.test.ts', 'core/freshness.test.ts'),
  },
  {
    fault: 'a comma makes a claim stale',
    file: 'lib/core/freshness/freshness.ts',
    edits: [['decision.quote !== now.quote && plainWords(decision.quote) !== plainWords(now.quote)', 'decision.quote !== now.quote']],
    by: U('core/edits.test.ts'),
  },
  {
    fault: 'every rewording is a change of context',
    file: 'lib/core/freshness/context.ts',
    edits: [
      [
        'return SERIOUS_FIRST.filter((kind) => found.has(kind))',
        "return found.size === 0 ? ['other'] : SERIOUS_FIRST.filter((kind) => found.has(kind))",
      ],
    ],
    by: U('core/edits.test.ts'),
  },
  // The gate
  {
    fault: 'gate: confirmed needs no evidence',
    file: 'lib/core/workflow/judge-change.ts',
    edits: [['if (isConfirming && now.evidenceProblem && !reason)', 'if (false)']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: one wire story in three papers counts three times',
    file: 'lib/core/evidence/evidence-rule.ts',
    edits: [['one.independenceGroup?.trim().toLowerCase() || one.sourceId', 'one.sourceId']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: the reason an editor gave outlives its decision',
    file: 'lib/core/workflow/judge-change.ts',
    edits: [['decision === undefined || passed === claim.evidenceOverride ? {}', 'decision === undefined || passed === null ? {}']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: a signature is for whatever the text is',
    file: 'lib/server/present/sign-off.ts',
    edits: [['isVoid: signOff.textHash !== textHash', 'isVoid: false']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: another text than the one looked at is signed',
    file: 'lib/server/use-cases/sign-off/sign-off.ts',
    edits: [['if (input.textHash !== undefined && input.textHash !== textHash)', 'if (false)']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: what stands open stops nothing',
    file: 'lib/server/use-cases/sign-off/sign-off.ts',
    edits: [['if (left.length > 0)', 'if (false)']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: a checker signs for legal',
    file: 'lib/server/use-cases/sign-off/sign-off.ts',
    edits: [['!can(actor, SIGN_OFF_ACTIONS[role])', 'false']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: nobody asks which sentences were not looked at',
    file: 'lib/core/coverage/coverage.ts',
    edits: [['one.checkable && one.claimIds.length === 0 && one.dismissal === null', 'false']],
    by: [...U('core/detection.test.ts'), ...C('sign-off.test.ts')],
  },
  {
    fault: 'gate: a sentence stays waved away when its words change',
    file: 'lib/core/coverage/coverage.ts',
    edits: [["byKey.get(sentenceKey(words[at] ?? '')) ?? null", 'dismissals[0] ?? null']],
    by: [...U('core/detection.test.ts'), ...C('sign-off.test.ts')],
  },
  {
    fault: 'gate: who spoke on background is named to everybody',
    file: 'lib/server/present/contact.ts',
    edits: [["contact.terms !== 'on-record' && !can(reader, 'contact.read')", 'false']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'gate: a quote that is absent is found',
    file: 'lib/core/evidence/quote-proof.ts',
    edits: [["return { kind: 'absent' }", "return { kind: 'found', differences: [], page: null, times: 1 }"]],
    by: C('quote-proof.test.ts'),
  },
  {
    fault: 'gate: the text of a confidential source is everybody’s',
    file: 'lib/server/use-cases/evidence/capture-source.ts',
    edits: [["if (isHiddenFrom(actor, source)) throw new AppError('not-found')", '']],
    by: C('quote-proof.test.ts'),
  },
  {
    fault: 'gate: words moved elsewhere are their mover’s',
    file: 'lib/server/use-cases/versions/trace-words.ts',
    edits: [['if (at >= 0) return [', 'if (at < -1) return [']],
    by: C('authorship.test.ts'),
  },
  {
    fault: 'web: an IP address in the address is not judged',
    file: 'lib/core/evidence/web-address.ts',
    edits: [['return isPublicAddress(literal) ? null : INSIDE_WORDS', 'return null']],
    by: [...U('core/web-address.test.ts'), ...C('open-web.test.ts')],
  },
  {
    fault: 'web: what a name leads to is not judged',
    file: 'lib/server/outside/guarded-agent.ts',
    edits: [['!(addresses.length > 0 && addresses.every((one) => isPublicAddress(one.address)))', 'false']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: one public address of a name is enough',
    file: 'lib/server/outside/guarded-agent.ts',
    edits: [['addresses.every((one) =>', 'addresses.some((one) =>']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: only the first address is judged, not where it leads on',
    file: 'lib/server/outside/fetch-page.ts',
    edits: [['const refusal = refusalOfAddress(url, allowed)', 'const refusal = hop === 0 ? refusalOfAddress(url, allowed) : null']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: what a page unpacks to is not counted',
    file: 'lib/server/outside/fetch-page.ts',
    edits: [['if (size > limit) throw', 'if (size < 0) throw']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: the address of a confidential source is asked for by anybody',
    file: 'lib/server/use-cases/evidence/check-link.ts',
    edits: [['if (!source || isHiddenFrom(actor, source)) throw', 'if (!source) throw']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: a confidential source is named as one that is known',
    file: 'lib/server/store/sources.ts',
    edits: [['...(withConfidential ? {} : { confidential: false }) }', '}']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: a withdrawn source still carries a claim',
    file: 'lib/core/evidence/evidence-rule.ts',
    edits: [[" && one.standing !== 'withdrawn'", '']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: what rests on a corrected source stays decided',
    file: 'lib/server/use-cases/sign-off/read-readiness.ts',
    edits: [['if (since.length === 0) return null', 'return null']],
    by: C('open-web.test.ts'),
  },
  {
    fault: 'web: the date of the last change is taken for that of publishing',
    file: 'lib/formats/support/page-facts.ts',
    edits: [["'article:published_time',", "'article:published_time',\n          'article:modified_time',"]],
    by: U('formats/page-facts.test.ts'),
  },
  {
    fault: 'new: the author is told what legal is to look at',
    file: 'lib/core/article/redact.ts',
    edits: [["isWhole || kind !== 'legal'", 'true']],
    by: U('formats/registries.test.ts'),
  },
  {
    fault: 'new: the public is told who signed',
    file: 'lib/core/article/redact.ts',
    edits: [["by: isPublic ? '' : by,", 'by,']],
    by: U('formats/registries.test.ts'),
  },
  {
    fault: 'new: a comment without a place is lost in silence',
    file: 'lib/formats/support/finish-import.ts',
    edits: [
      [
        "    messages.add(\n      'warning',\n      `A ${remark.kind}",
        "    void [].concat(\n      // @ts-ignore\n      'warning',\n      `A ${remark.kind}",
      ],
    ],
    by: U('formats/word-remarks.test.ts'),
  },
  {
    fault: 'new: replies to a comment are dropped',
    file: 'lib/formats/support/docx/comments.ts',
    edits: [['if (parent && parent !== id) parentOf.set(id, parent)', '']],
    by: U('formats/word-remarks.test.ts'),
  },
  {
    fault: 'new: refused changes are taken',
    file: 'lib/formats/support/docx/prepare-body.ts',
    edits: [['if (isRejecting) turnRevisions(document)', '']],
    by: U('formats/word-remarks.test.ts'),
  },
  {
    fault: 'new: a claim from a comment does not move with the headline put before it',
    file: 'lib/server/use-cases/articles/import-article.ts',
    edits: [['places.get(remarkMark(index)) ?? []', 'remark.ranges']],
    by: C('remarks-in.test.ts'),
  },
  {
    fault: 'new: a claim to look at again is asked for although it was decided since',
    file: 'lib/server/use-cases/claims/read-work.ts',
    edits: [['!(decision && decision.at.slice(0, 10) >= recheckOn)', 'true']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'new: the day to look again stops nothing',
    file: 'lib/server/use-cases/sign-off/read-readiness.ts',
    edits: [['if (!recheckOn || recheckOn > today.slice(0, 10)) return null', 'return null']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'apart: a confidential source is opened with the one it was merged into',
    file: 'lib/server/use-cases/evidence/write-sources.ts',
    edits: [['if (fields.confidential === false && (await', 'if (false && (await']],
    by: C('one-source.test.ts'),
  },
  {
    fault: 'apart: what was filled stays when sources are parted',
    file: 'lib/server/use-cases/evidence/write-sources.ts',
    edits: [['const emptied = kept ? withoutFilled(kept, filled) : {}', 'const emptied = {}']],
    by: C('one-source.test.ts'),
  },
  {
    fault: 'apart: who decided a claim is asked to check it blind',
    file: 'lib/server/use-cases/claims/second-checks.ts',
    edits: [['(await historyOfArticle(change.id, seen, change.tx)).length > 0', 'false']],
    by: C('second-check.test.ts'),
  },
  {
    fault: 'apart: a claim under a blind check is removed and its checker stays locked out',
    file: 'lib/server/use-cases/claims/move-claim.ts',
    edits: [['  await endChecksOf(change, claimId)\n', '']],
    by: C('second-check.test.ts'),
  },
  {
    fault: 'apart: evidence of a claim under a blind check is taken elsewhere',
    file: 'lib/server/use-cases/claims/checked-before.ts',
    edits: [['if (Object.keys(from.article.blindFor).length > 0)', 'if (false)']],
    by: C('second-check.test.ts'),
  },
  {
    fault: 'apart: the first of two answers is shown as the last',
    file: 'lib/server/use-cases/evidence/outside-reader.ts',
    edits: [
      [
        'const answer = link.answers.findLast((one) => one.claimId === id)',
        'const answer = link.answers.find((one) => one.claimId === id)',
      ],
    ],
    by: C('outside.test.ts'),
  },
  {
    fault: 'apart: a link is answered after it was taken back',
    file: 'lib/server/use-cases/evidence/outside-reader.ts',
    edits: [['if (!now || !isOpen(now, change.now))', 'if (!now)']],
    by: C('outside.test.ts'),
  },
  {
    fault: 'apart: everybody with a link is counted as one',
    file: 'lib/server/use-cases/evidence/outside-reader.ts',
    edits: [["link?.id ?? 'none'", "'all'"]],
    by: C('outside.test.ts'),
  },
  {
    fault: 'apart: cells of the PDF go where the row before left room',
    file: 'lib/formats/exporters/pdf.ts',
    edits: [['!held[y]?.has(one)', 'one >= 0']],
    by: U('formats/exporters.test.ts'),
  },
  {
    fault: 'apart: a kept formula has rounded figures',
    file: 'lib/core/arithmetic/arithmetic.ts',
    edits: [['const [A, B] = [whole(a), whole(b)]', 'const [A, B] = [write(a), write(b)]']],
    by: U('core/arithmetic.test.ts'),
  },

  // Held in the audit of the door, and what came in since
  {
    fault: 'door: a code of an app signs in twice',
    file: 'lib/server/use-cases/people/sign-in.ts',
    edits: [['!takeCode(person.id, code, Date.now())', 'false']],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'door: a password may be guessed where it is changed',
    file: 'lib/server/use-cases/people/manage-account.ts',
    edits: [['  await countGuess(actor.email)\n', '']],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'door: what rests on a hidden source is taken off by anybody',
    file: 'lib/server/use-cases/evidence/write-evidence.ts',
    edits: [['createdBy.id !== change.actor.id)', 'false)']],
    by: GUARDS,
  },
  {
    fault: 'door: a tab that sent nothing is nobody’s',
    file: 'lib/server/use-cases/articles/stream-events.ts',
    edits: [['(await bindOpenTab(articleId, clientId, actor.id)) === actor.id', 'Boolean(bindOpenTab)']],
    by: GUARDS,
  },
  {
    fault: 'door: people of a file get accounts',
    file: 'lib/server/use-cases/articles/bring-back.ts',
    edits: [['isSample: true, disabledAt: this.#change.now', 'isSample: false']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: a text that was changed is brought back',
    file: 'lib/formats/importers/json.ts',
    edits: [["if (text !== article.text || createHash('sha256').update(text).digest('hex') !== article.textHash)", 'if (text === null)']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: an author brings back decisions',
    file: 'lib/server/use-cases/articles/import-article.ts',
    edits: [["(can(actor, 'article.bring-back') ?", "(can(actor, 'article.read') ?"]],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: whom a file does not name is who brings it in',
    file: 'lib/server/use-cases/articles/bring-back.ts',
    edits: [
      [
        "const name = given.trim() === '' ? UNNAMED : given",
        "if (given.trim() === '') return this.#change.actor.id\n    const name = given",
      ],
    ],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: a checker publishes through a file',
    file: 'lib/server/use-cases/articles/bring-back.ts',
    edits: [["const mayPublish = can(actor, 'article.publish')", 'const mayPublish = true']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: a file brings evidence on a source it does not hold',
    file: 'lib/formats/importers/json.ts',
    edits: [['if (resting) return', 'if (resting && leftOut < 0) return']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: what was held meanwhile is purged',
    file: 'lib/server/use-cases/articles/empty-bin.ts',
    edits: [['if (!why) return false\n', '']],
    by: C('bin.test.ts'),
  },
  {
    fault: 'door: readers are told of another text than theirs',
    file: 'lib/server/use-cases/articles/export-article.ts',
    edits: [['  if (facts.isForReaders) mustBePublished(taken.record)\n', '']],
    by: C('publication.test.ts'),
  },
  {
    fault: 'door: what is for readers is what the desk sees',
    file: 'lib/server/use-cases/articles/export-article.ts',
    edits: [["facts.isForReaders ? 'public' : ", '']],
    by: C('publication.test.ts'),
  },
  {
    fault: 'door: hidden parts of an OpenDocument text are copy',
    file: 'lib/formats/importers/odt.ts',
    edits: [["if (name === 'text:section' && this.#isHiddenSection(element))", "if (name === 'text:none')"]],
    by: U('formats/office-in.test.ts'),
  },
  {
    fault: 'door: words deleted under revision show in Rich Text',
    file: 'lib/formats/support/rtf/rtf-reader.ts',
    edits: [['this.#isRejecting ? this.#group.isInserted : this.#group.isDeleted', 'false']],
    by: U('formats/office-in.test.ts'),
  },
  {
    fault: 'door: hidden text of HTML is copy',
    file: 'lib/editor/html/hidden.ts',
    edits: [['if (!body.contains(element) || !isHidden(element)) continue', 'if (element) continue']],
    by: U('formats/kept-meaning.test.ts'),
  },
  {
    fault: 'door: a proposal nobody decided on is a change',
    file: 'lib/formats/support/docx/prepare-body.ts',
    edits: [['?.endsWith(PROPOSED) ?? false', "?.endsWith('nobody') ?? false"]],
    by: U('formats/exporters.test.ts'),
  },
  {
    fault: 'door: a cross-check by the same person',
    file: 'lib/core/workflow/requirements.ts',
    edits: [['claim.decidedById !== null && claim.decidedById !== actor.id', 'claim.decidedById !== null']],
    by: C('workflow-model.test.ts'),
  },
  {
    fault: 'door: a link to a new password outlives a new password',
    file: 'lib/server/use-cases/people/manage-people.ts',
    edits: [['  await withdraw({ tx, now, record }, await openInvitationsOf(tx, personId, false))\n', '']],
    by: C('credentials.test.ts'),
  },
  {
    fault: 'door: half a sign-in outlives its password',
    file: 'lib/server/store/people.ts',
    edits: [['  await tx.verification.deleteMany({ where: { value: userId } })\n', '']],
    by: C('second-factor.test.ts'),
  },
  {
    fault: 'door: an outside link lives again with its maker’s rights',
    file: 'lib/server/use-cases/evidence/outside-reader.ts',
    edits: [["  if (await hasEnded(link, open.id)) throw new AppError('not-found', ENDED)\n", '']],
    by: C('outside.test.ts'),
  },
  {
    fault: 'door: a file flags for legal what its bringer may not',
    file: 'lib/server/use-cases/articles/bring-back.ts',
    edits: [['mayFlag && claim.legalFlag', 'claim.legalFlag']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: a file decides on proposed words',
    file: 'lib/server/use-cases/articles/bring-back.ts',
    edits: [['mayDecide ? claim.corrections : claim.corrections.filter(isOpen)', 'claim.corrections']],
    by: C('bring-back.test.ts'),
  },
  {
    fault: 'door: a table’s cells that reach down are not counted',
    file: 'lib/editor/extensions/bounds/shape.ts',
    edits: [['columns = Math.max(columns, own + reaching)', 'columns = Math.max(columns, own)']],
    by: U('editor/bounds.test.ts'),
  },
  {
    fault: 'door: characters no format can keep stand in an address',
    file: 'lib/server/article/apply-steps.ts',
    edits: [['...node.marks.flatMap((mark) => Object.values(mark.attrs))', '']],
    by: C('clean-text.test.ts'),
  },
  {
    fault: 'door: a list of sources brings what no format can keep',
    file: 'lib/core/evidence/read-citations.ts',
    edits: [['mapStrings(named.slice(0, CITATION_LIMITS.sources), cleanCharacters)', 'named.slice(0, CITATION_LIMITS.sources)']],
    by: C('clean-text.test.ts'),
  },
  {
    fault: 'door: one broken byte makes a UTF-8 file another encoding’s',
    file: 'lib/formats/support/decode-text.ts',
    edits: [['if (letters < 2 || places.length > Math.max(1, letters / 20)) return null', 'if (places.length > 0) return null']],
    by: U('formats/decode.test.ts'),
  },
  {
    fault: 'door: letters of the font Symbol are letters',
    file: 'lib/core/text/symbol-font.ts',
    edits: [['=> letterOf(sign.charCodeAt(0) & 0xff) ?? sign)', '=> sign)']],
    by: U('formats/word-in.test.ts'),
  },
  {
    fault: 'somebody else takes a report',
    file: 'lib/server/live/report-jobs.ts',
    edits: [['.filter((job) => job.personId === personId)', '']],
    by: C('report-jobs.test.ts'),
  },
  {
    fault: 'a report is handed out that may not be read any more',
    file: 'lib/server/use-cases/articles/report-jobs.ts',
    edits: [['  await mayExport(actor, job.articleId, job.format, job.audience)\n', '']],
    by: C('report-jobs.test.ts'),
  },
  {
    fault: 'a webhook tells of an article that only some may open',
    file: 'lib/server/store/webhooks.ts',
    edits: [["deletedAt: null, access: 'desk' }", 'deletedAt: null }']],
    by: C('webhooks.test.ts'),
  },
  {
    fault: 'a webhook tells words of a claim',
    file: 'lib/core/desk/webhook.ts',
    edits: [["'confidence', 'freshness'] as const", "'confidence', 'freshness', 'quote', 'confidenceReason'] as const"]],
    by: C('webhooks.test.ts'),
  },
  {
    fault: 'a webhook is signed without its time',
    file: 'lib/core/desk/webhook.ts',
    edits: [['return `${id}.${seconds}.${body}`', 'return `${id}.${body}`']],
    by: C('webhooks.test.ts'),
  },
  {
    fault: 'a webhook reaches into the house',
    file: 'lib/server/outside/send-webhook.ts',
    edits: [
      [
        'guardedAgent(webhook.address, allowed, resolve)',
        'guardedAgent(webhook.address, new Set([new URL(webhook.address).host]), resolve)',
      ],
    ],
    by: C('webhooks.test.ts'),
  },
  {
    fault: 'a footnote on refused words is lost in silence',
    file: 'lib/formats/support/docx/notes.ts',
    edits: [["      if (said === '' || told.has(said)) continue\n", '      continue\n']],
    by: U('formats/word-remarks.test.ts'),
  },
  {
    fault: 'a paragraph of our Word report forgets in which list it stands',
    file: 'lib/formats/support/docx/block-styles.ts',
    edits: [['const outer = style.path.map(pathOf)', 'const outer = style.path.slice(1).map(pathOf)']],
    by: U('formats/inverse.test.ts'),
  },
  {
    fault: 'readers get the desk’s remarks on a source',
    file: 'lib/core/article/redact.ts',
    edits: [['...(isPublic ? { independenceGroup: null, standingNote: null } : {}),', '']],
    by: U('formats/exporters.test.ts'),
  },
  {
    fault: 'any entry can be emptied as if notes had been purged',
    file: 'lib/core/history/chain.ts',
    edits: [['filter(([seq, left]) => this.#named.get(seq) !== left)', 'filter(() => false)']],
    by: C('purged-notes.test.ts'),
  },
  {
    fault: 'the history keeps the words of purged notes',
    file: 'lib/server/use-cases/people/retain-notes.ts',
    edits: [['const entries = await purgeNoteEntries(tx, id, ids, now)', 'const entries: never[] = []']],
    by: C('purged-notes.test.ts'),
  },
  {
    fault: 'notes in a held article are purged',
    file: 'lib/server/use-cases/people/retain-notes.ts',
    edits: [["      if (article.hold !== null) return 'held' as const\n", '']],
    by: C('purged-notes.test.ts'),
  },
  {
    fault: 'a file kept as evidence is shown by its name',
    file: 'lib/server/boundary/responses.ts',
    edits: [["'Content-Type': isShown ? file.mediaType : 'application/octet-stream'", "'Content-Type': file.mediaType"]],
    by: C('evidence-files.test.ts'),
  },
  {
    fault: 'the file of a confidential source is for everybody',
    file: 'lib/server/use-cases/evidence/capture-source.ts',
    edits: [['  await mustRead(actor, sourceId)\n  const file = await findCaptureFile', '  const file = await findCaptureFile']],
    by: C('evidence-files.test.ts'),
  },
  {
    fault: 'a purge takes files that are evidence',
    file: 'lib/server/store/articles.ts',
    edits: [['articles: { none: {} }, captures: { none: {} }', 'articles: { none: {} }']],
    by: C('evidence-files.test.ts'),
  },

  // The assistant
  {
    fault: 'what the assistant made up is proposed',
    file: 'lib/core/assistant/questions.ts',
    edits: [
      [
        '    if (places.length === 0) {\n',
        '    if (places.length === 0) places.push({ start: 0, end: quote.length })\n    if (places.length === 0) {\n',
      ],
    ],
    by: C('assistant.test.ts'),
  },
  {
    fault: 'a confidential source goes to the assistant',
    file: 'lib/server/use-cases/assistant/ask-assistant.ts',
    edits: [['source.confidential && !article.assistantFrom', 'false']],
    by: C('assistant.test.ts'),
  },
  {
    fault: 'a restricted article goes to the assistant',
    file: 'lib/server/use-cases/assistant/ask-assistant.ts',
    edits: [["article.access === 'listed' && !article.assistantFrom", 'false']],
    by: C('assistant.test.ts'),
  },
  {
    fault: 'other words go to the assistant than were looked at',
    file: 'lib/server/use-cases/assistant/ask-assistant.ts',
    edits: [['questions.find((one) => hashOf(assistant, one) === hash)', 'questions[0]']],
    by: C('assistant.test.ts'),
  },
  {
    fault: 'words go to the assistant untold',
    file: 'lib/server/use-cases/assistant/ask-assistant.ts',
    edits: [["        name: 'assistant.asked',", "        name: 'assistant.answered',"]],
    by: C('assistant.test.ts'),
  },

  {
    fault: 'a confidential source goes to the assistant after the permission was taken back',
    file: 'lib/server/use-cases/assistant/ask-assistant.ts',
    edits: [["      if (about.kind === 'passages') await sourceToAsk(actor, change.article, about.sourceId, change.tx)\n", '']],
    by: C('assistant.test.ts'),
  },

  // One fact said twice
  {
    fault: 'a claim is decided as one that is not checked',
    file: 'lib/server/use-cases/claims/repeats.ts',
    edits: [['if (!isChecked(presentClaim(earlier, null)) || !earlier.outcome)', 'if (!earlier.outcome)']],
    by: C('repeats.test.ts'),
  },
  {
    fault: 'the old words of a changed claim are not looked for',
    file: 'lib/server/use-cases/claims/repeats.ts',
    edits: [['return decision !== null && foldText(decision.quote) !== foldText(quote)', 'return decision !== null && quote === null']],
    by: C('repeats.test.ts'),
  },
  {
    fault: 'another figure is the same fact',
    file: 'lib/core/consistency/repeats.ts',
    edits: [['  if (a.value !== b.value) return false\n', '']],
    by: U('core/repeats.test.ts'),
  },
  {
    fault: 'what stands between two stretches of a claim goes to an outside reader',
    file: 'lib/editor/queries/sentences-in-block.ts',
    edits: [['if (last && sentence.start <= last.end + 1)', 'if (last)']],
    by: C('outside.test.ts'),
  },
  {
    fault: 'a first try that did nothing uses up the command',
    file: 'lib/server/db.ts',
    edits: [[' && receipt !== NOT_DONE', '']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'a quote that its source does not have stops nothing',
    file: 'lib/core/workflow/blockers.ts',
    edits: [['if (isDecidedState(state) && claim.quoteProblem)', 'if (false)']],
    by: C('evidence-files.test.ts'),
  },
  {
    fault: 'a second check is settled as one of words nobody looked at',
    file: 'lib/server/use-cases/claims/second-checks.ts',
    edits: [["claim.freshness === 'fresh' && check.quote === claim.quote", 'true']],
    by: C('second-check.test.ts'),
  },
  {
    fault: 'a list of people is set over one that changed meanwhile',
    file: 'lib/server/use-cases/articles/set-access.ts',
    edits: [['if (seen && (', 'if (false && seen && (']],
    by: ACCESS,
  },
  {
    fault: 'a kept text of a held article can be removed',
    file: 'lib/server/use-cases/evidence/capture-source.ts',
    edits: [['if (await isSourceHeld(sourceId, tx))', 'if (false)']],
    by: C('evidence-files.test.ts'),
  },
  {
    fault: 'a signature covers what came to stand open after it',
    file: 'lib/server/use-cases/sign-off/sign-off.ts',
    edits: [['if (own.length > 0 && isCovered)', 'if (own.length > 0)']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'who decided it cannot decide the same anew when something came up',
    file: 'lib/server/use-cases/claims/update-claim.ts',
    edits: [['(await hasDoubt(change, claim))', 'false']],
    by: C('doubts.test.ts'),
  },
  {
    fault: 'a source that is withdrawn shows on no claim',
    file: 'lib/server/store/doubts.ts',
    edits: [["IN ('corrected', 'withdrawn')", "IN ('corrected')"]],
    by: C('doubts.test.ts'),
  },
  {
    fault: 'who decided a claim is not told that its source was withdrawn',
    file: 'lib/server/use-cases/evidence/write-sources.ts',
    edits: [['isSo: fields.standing !== null', 'isSo: false']],
    by: C('doubts.test.ts'),
  },
  {
    fault: 'looking for doubts begins with every source',
    file: 'lib/server/store/doubts.ts',
    edits: [['AND +o."mergedIntoId"', 'AND o."mergedIntoId"']],
    by: C('doubts.test.ts'),
  },
  {
    fault: 'one dispute that is taken out takes the news of another along',
    file: 'lib/server/use-cases/notifications/notify.ts',
    edits: [['if (!doubts.get(id)?.includes(kind))', 'if (!raised.includes(id))']],
    by: C('doubts.test.ts'),
  },
  {
    fault: 'the list of articles calls every signature good',
    file: 'lib/server/store/sign-offs.ts',
    edits: [['isVoid: Number(holds) === 0', 'isVoid: false']],
    by: C('sign-off.test.ts'),
  },
  {
    fault: 'undo leaves what was waved away',
    file: 'lib/core/workflow/undo.ts',
    edits: [["  'sentence.dismissed',\n", '']],
    by: C('undo.test.ts'),
  },
  {
    fault: 'words proposed for a whole mark stand in it before any script ran',
    file: 'lib/editor/html/write-html.ts',
    edits: [['if (end < to) html += newWordsAt(end)', 'html += newWordsAt(end)']],
    by: U('editor/write-html.test.ts'),
  },
  {
    fault: 'a signature that is void waits for nobody',
    file: 'lib/server/store/sign-offs.ts',
    edits: [['s."textHash" <> a."textHash"', 's."textHash" = a."textHash"']],
    by: C('sign-off.test.ts'),
  },
]
