-- CreateTable
CREATE TABLE "ArticleAccess" (
    "articleId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "addedById" TEXT NOT NULL,
    "addedAt" DATETIME NOT NULL,

    PRIMARY KEY ("articleId", "userId"),
    CONSTRAINT "ArticleAccess_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ArticleAccess_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ClaimCount" (
    "articleId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "freshness" TEXT NOT NULL,
    "count" INTEGER NOT NULL,

    PRIMARY KEY ("articleId", "state", "outcome", "freshness"),
    CONSTRAINT "ClaimCount_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ArticleTab" (
    "articleId" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,

    PRIMARY KEY ("articleId", "clientId"),
    CONSTRAINT "ArticleTab_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "SearchText" (
    "row" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "text" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "ArticleAttachment" (
    "articleId" TEXT NOT NULL,
    "attachmentId" TEXT NOT NULL,
    "addedById" TEXT NOT NULL,
    "addedAt" DATETIME NOT NULL,

    PRIMARY KEY ("articleId", "attachmentId"),
    CONSTRAINT "ArticleAttachment_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ArticleAttachment_attachmentId_fkey" FOREIGN KEY ("attachmentId") REFERENCES "Attachment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Article" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "title" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "textHash" TEXT NOT NULL,
    "words" INTEGER NOT NULL DEFAULT 0,
    "nextClaimNumber" INTEGER NOT NULL DEFAULT 1,
    "historySeq" INTEGER NOT NULL DEFAULT 0,
    "historyHash" TEXT NOT NULL,
    "isSample" BOOLEAN NOT NULL DEFAULT false,
    "access" TEXT NOT NULL DEFAULT 'desk',
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Article_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_Article" ("createdAt", "createdById", "deletedAt", "historyHash", "historySeq", "id", "isSample", "nextClaimNumber", "textHash", "title", "updatedAt", "version", "words") SELECT "createdAt", "createdById", "deletedAt", "historyHash", "historySeq", "id", "isSample", "nextClaimNumber", "textHash", "title", "updatedAt", "version", "words" FROM "Article";
DROP TABLE "Article";
ALTER TABLE "new_Article" RENAME TO "Article";
CREATE INDEX "Article_deletedAt_updatedAt_id_idx" ON "Article"("deletedAt", "updatedAt", "id");
CREATE TABLE "new_ArticleStep" (
    "articleId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'typed',
    "clientId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,

    PRIMARY KEY ("articleId", "version"),
    CONSTRAINT "ArticleStep_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ArticleStep_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_ArticleStep" ("articleId", "at", "clientId", "step", "userId", "version") SELECT "articleId", "at", "clientId", "step", "userId", "version" FROM "ArticleStep";
DROP TABLE "ArticleStep";
ALTER TABLE "new_ArticleStep" RENAME TO "ArticleStep";
CREATE TABLE "new_HistoryEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "chain" TEXT NOT NULL DEFAULT 'desk',
    "articleId" TEXT,
    "seq" INTEGER,
    "at" DATETIME NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "version" INTEGER,
    "subject" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "ties" TEXT,
    "previousHash" TEXT,
    "hash" TEXT,
    CONSTRAINT "HistoryEntry_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "HistoryEntry_actorId_fkey" FOREIGN KEY ("actorId") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_HistoryEntry" ("action", "actorId", "after", "articleId", "at", "before", "hash", "id", "previousHash", "seq", "subject", "version") SELECT "action", "actorId", "after", "articleId", "at", "before", "hash", "id", "previousHash", "seq", "subject", "version" FROM "HistoryEntry";
DROP TABLE "HistoryEntry";
ALTER TABLE "new_HistoryEntry" RENAME TO "HistoryEntry";
CREATE INDEX "HistoryEntry_subject_id_idx" ON "HistoryEntry"("subject", "id");
CREATE UNIQUE INDEX "HistoryEntry_chain_seq_key" ON "HistoryEntry"("chain", "seq");
CREATE TABLE "new_Command" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "actorId" TEXT NOT NULL,
    "route" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "response" TEXT NOT NULL,
    "bodyHash" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
INSERT INTO "new_Command" ("actorId", "createdAt", "id", "response", "route", "status") SELECT "actorId", "createdAt", "id", "response", "route", "status" FROM "Command";
DROP TABLE "Command";
ALTER TABLE "new_Command" RENAME TO "Command";
CREATE INDEX "Command_createdAt_idx" ON "Command"("createdAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "ArticleAccess_userId_idx" ON "ArticleAccess"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "SearchText_kind_id_key" ON "SearchText"("kind", "id");

-- CreateIndex
CREATE INDEX "ArticleAttachment_attachmentId_idx" ON "ArticleAttachment"("attachmentId");

-- Entries of articles belong to their article's chain.
UPDATE "HistoryEntry" SET "chain" = "articleId" WHERE "articleId" IS NOT NULL;

-- The kind of a step was told by the beginning of an id; it is a column of its own now.
UPDATE "ArticleStep" SET "kind" = CASE
  WHEN "clientId" LIKE 'server-%' THEN 'claim'
  WHEN "clientId" LIKE 'api-%' THEN 'edit'
  WHEN "clientId" LIKE 'draft-%' THEN 'draft'
  WHEN "clientId" LIKE 'restore-%' THEN 'restore'
  WHEN "clientId" LIKE 'correction-%' THEN 'correction'
  ELSE 'typed' END;

-- A picture belongs to the articles whose text has held it.
INSERT INTO "ArticleAttachment" ("articleId", "attachmentId", "addedById", "addedAt")
SELECT a."id", f."id", a."createdById", f."createdAt" FROM "Attachment" f JOIN "Article" a
WHERE EXISTS (SELECT 1 FROM "ArticleSnapshot" s WHERE s."articleId" = a."id" AND instr(s."document", f."id") > 0)
   OR EXISTS (SELECT 1 FROM "ArticleStep" s WHERE s."articleId" = a."id" AND instr(s."step", f."id") > 0)
   OR EXISTS (SELECT 1 FROM "Draft" d WHERE d."articleId" = a."id" AND instr(d."document", f."id") > 0);

INSERT INTO "ClaimCount" ("articleId", "state", "outcome", "freshness", "count")
SELECT "articleId", "state", COALESCE("outcome", ''), "freshness", COUNT(*) FROM "Claim" WHERE "deletedAt" IS NULL GROUP BY 1, 2, 3, 4;
