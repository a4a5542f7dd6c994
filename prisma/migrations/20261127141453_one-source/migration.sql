-- Written by hand: SQLite adds this column in place, without making the table anew.
ALTER TABLE "Source" ADD COLUMN "mergedIntoId" TEXT REFERENCES "Source" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "Source_mergedIntoId_idx" ON "Source"("mergedIntoId");
