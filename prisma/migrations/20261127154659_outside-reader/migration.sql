-- CreateTable
CREATE TABLE "OutsideLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "articleId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "message" TEXT,
    "claimIds" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "createdById" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    "openedAt" DATETIME,
    "contactId" TEXT,
    CONSTRAINT "OutsideLink_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OutsideLink_createdById_fkey" FOREIGN KEY ("createdById") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "OutsideLink_tokenHash_key" ON "OutsideLink"("tokenHash");

-- CreateIndex
CREATE INDEX "OutsideLink_articleId_createdAt_idx" ON "OutsideLink"("articleId", "createdAt");
