-- AlterTable
ALTER TABLE "Claim" ADD COLUMN "evidenceOverride" TEXT;

-- CreateTable
CREATE TABLE "SignOff" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "articleId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "version" INTEGER NOT NULL,
    "textHash" TEXT NOT NULL,
    "exceptions" TEXT NOT NULL DEFAULT '[]',
    "withdrawnAt" DATETIME,
    "withdrawnById" TEXT,
    CONSTRAINT "SignOff_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SignOff_personId_fkey" FOREIGN KEY ("personId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SignOff_withdrawnById_fkey" FOREIGN KEY ("withdrawnById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Contact" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "articleId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "channel" TEXT NOT NULL,
    "terms" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "summary" TEXT,
    "answers" TEXT NOT NULL DEFAULT '[]',
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Contact_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Contact_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ReplyRequest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "articleId" TEXT NOT NULL,
    "party" TEXT NOT NULL,
    "criticism" TEXT NOT NULL,
    "claimIds" TEXT NOT NULL DEFAULT '[]',
    "channel" TEXT,
    "askedAt" DATETIME,
    "deadline" DATETIME,
    "answer" TEXT,
    "answeredAt" DATETIME,
    "used" TEXT,
    "closedReason" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "ReplyRequest_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ReplyRequest_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Dismissal" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "articleId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "quote" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "deletedAt" DATETIME,
    CONSTRAINT "Dismissal_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Dismissal_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Of a query: who is to answer it, and by when.
ALTER TABLE "Note" ADD COLUMN "ownerId" TEXT REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Note" ADD COLUMN "dueAt" DATETIME;

-- CreateIndex
CREATE INDEX "Note_ownerId_deletedAt_idx" ON "Note"("ownerId", "deletedAt");

-- CreateIndex
CREATE INDEX "SignOff_articleId_at_idx" ON "SignOff"("articleId", "at");

-- CreateIndex
CREATE INDEX "Contact_articleId_at_idx" ON "Contact"("articleId", "at");

-- CreateIndex
CREATE INDEX "ReplyRequest_articleId_createdAt_idx" ON "ReplyRequest"("articleId", "createdAt");

-- CreateIndex
CREATE INDEX "Dismissal_articleId_kind_deletedAt_idx" ON "Dismissal"("articleId", "kind", "deletedAt");

-- A desk that is at work already keeps working as it did until its admin chooses an evidence rule.
INSERT INTO "Setting" ("key", "value", "updatedAt")
SELECT 'desk', '{"evidenceRule":"none"}', strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE EXISTS (SELECT 1 FROM "User");
