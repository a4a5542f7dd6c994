-- AlterTable
ALTER TABLE "Source" ADD COLUMN "standing" TEXT;
ALTER TABLE "Source" ADD COLUMN "standingAt" DATETIME;
ALTER TABLE "Source" ADD COLUMN "standingNote" TEXT;

-- AlterTable
ALTER TABLE "SourceCapture" ADD COLUMN "url" TEXT;

-- CreateTable
CREATE TABLE "LinkCheck" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sourceId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "content" TEXT,
    "status" INTEGER,
    "address" TEXT NOT NULL,
    "lostQuotes" TEXT NOT NULL DEFAULT '[]',
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "LinkCheck_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LinkCheck_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "LinkCheck_sourceId_createdAt_idx" ON "LinkCheck"("sourceId", "createdAt");

-- CreateIndex
CREATE INDEX "Source_doi_idx" ON "Source"("doi");
