-- AlterTable
ALTER TABLE "Article" ADD COLUMN "hold" TEXT;
ALTER TABLE "Article" ADD COLUMN "purgeOn" TEXT;
