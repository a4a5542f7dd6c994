-- AlterTable
ALTER TABLE "SourceCapture" ADD COLUMN "fileId" TEXT REFERENCES "Attachment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "SourceCapture" ADD COLUMN "document" TEXT;

-- CreateIndex
CREATE INDEX "SourceCapture_fileId_idx" ON "SourceCapture"("fileId");
