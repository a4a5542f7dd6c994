-- AlterTable
ALTER TABLE "User" ADD COLUMN "notesHold" TEXT;
ALTER TABLE "User" ADD COLUMN "notesPurgeOn" TEXT;

-- AlterTable
ALTER TABLE "Note" ADD COLUMN "purgedAt" DATETIME;

-- AlterTable
ALTER TABLE "HistoryEntry" ADD COLUMN "purgedAt" DATETIME;

-- CreateIndex
CREATE INDEX "Note_createdById_idx" ON "Note"("createdById");
