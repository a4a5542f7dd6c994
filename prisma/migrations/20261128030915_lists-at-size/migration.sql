-- CreateIndex
CREATE INDEX "Claim_deletedAt_freshness_updatedAt_id_idx" ON "Claim"("deletedAt", "freshness", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "Claim_deletedAt_legalFlag_updatedAt_id_idx" ON "Claim"("deletedAt", "legalFlag", "updatedAt", "id");

-- CreateIndex
CREATE INDEX "Claim_deletedAt_type_updatedAt_id_idx" ON "Claim"("deletedAt", "type", "updatedAt", "id");
