-- Corrections that stand alone hang on the article. No table refers to this one, so it can be made anew.
CREATE TABLE "new_Correction" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "claimId" TEXT,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "reason" TEXT,
    "state" TEXT NOT NULL DEFAULT 'proposed',
    "proposedById" TEXT NOT NULL,
    "proposedAt" DATETIME NOT NULL,
    "decidedById" TEXT,
    "decidedAt" DATETIME,
    "decisionReason" TEXT,
    "appliedVersion" INTEGER,
    "articleId" TEXT,
    "start" INTEGER,
    "end" INTEGER,
    "version" INTEGER,
    CONSTRAINT "Correction_claimId_fkey" FOREIGN KEY ("claimId") REFERENCES "Claim" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Correction_proposedById_fkey" FOREIGN KEY ("proposedById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Correction_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "User" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Correction_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_Correction" ("after", "appliedVersion", "before", "claimId", "decidedAt", "decidedById", "decisionReason", "id", "proposedAt", "proposedById", "reason", "state") SELECT "after", "appliedVersion", "before", "claimId", "decidedAt", "decidedById", "decisionReason", "id", "proposedAt", "proposedById", "reason", "state" FROM "Correction";
DROP TABLE "Correction";
ALTER TABLE "new_Correction" RENAME TO "Correction";
CREATE INDEX "Correction_claimId_proposedAt_idx" ON "Correction"("claimId", "proposedAt");
CREATE INDEX "Correction_articleId_proposedAt_idx" ON "Correction"("articleId", "proposedAt");
