-- AlterTable
ALTER TABLE "OutsideLink" ADD COLUMN "answers" TEXT;
