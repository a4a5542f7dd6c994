-- CreateIndex
CREATE INDEX "SignOff_personId_idx" ON "SignOff"("personId");
