-- AlterTable
ALTER TABLE "Claim" ADD COLUMN "dueOn" TEXT;

-- CreateIndex
CREATE INDEX "Claim_deletedAt_dueOn_idx" ON "Claim"("deletedAt", "dueOn");
