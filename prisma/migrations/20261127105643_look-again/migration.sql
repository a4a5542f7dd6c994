-- AlterTable
ALTER TABLE "Claim" ADD COLUMN "legalKind" TEXT;
ALTER TABLE "Claim" ADD COLUMN "recheckOn" TEXT;

-- CreateIndex
CREATE INDEX "Claim_deletedAt_recheckOn_idx" ON "Claim"("deletedAt", "recheckOn");
