-- AlterTable
ALTER TABLE "Article" ADD COLUMN "blindFor" TEXT;

-- CreateTable
CREATE TABLE "SecondCheck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "articleId" TEXT NOT NULL,
    "claimId" TEXT NOT NULL,
    "checkerId" TEXT NOT NULL,
    "askedById" TEXT NOT NULL,
    "askedAt" DATETIME NOT NULL,
    "quote" TEXT,
    "outcome" TEXT,
    "confidence" TEXT,
    "reason" TEXT,
    "answeredAt" DATETIME,
    "firstOutcome" TEXT,
    "agrees" BOOLEAN,
    "closedAt" DATETIME,
    "settledById" TEXT,
    "settledAt" DATETIME,
    "settledOutcome" TEXT,
    "settledReason" TEXT,
    CONSTRAINT "SecondCheck_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SecondCheck_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "SecondCheck_checkerId_fkey" FOREIGN KEY ("checkerId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SecondCheck_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SecondCheck_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "SecondCheck_claimId_askedAt_idx" ON "SecondCheck"("claimId", "askedAt");

-- CreateIndex
CREATE INDEX "SecondCheck_articleId_idx" ON "SecondCheck"("articleId");

-- CreateIndex
CREATE INDEX "SecondCheck_checkerId_answeredAt_closedAt_idx" ON "SecondCheck"("checkerId", "answeredAt", "closedAt");
