-- CreateIndex
CREATE INDEX "Source_standing_idx" ON "Source"("standing");
