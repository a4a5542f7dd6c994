-- AlterTable
ALTER TABLE "Claim" ADD COLUMN "dueOn" TEXT;

-- CreateIndex
CREATE INDEX "Claim_deletedAt_assigneeId_state_dueOn_idx" ON "Claim"("deletedAt", "assigneeId", "state", "dueOn");
