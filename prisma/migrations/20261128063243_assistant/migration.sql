-- AlterTable
ALTER TABLE "Article" ADD COLUMN "assistantFrom" DATETIME;
