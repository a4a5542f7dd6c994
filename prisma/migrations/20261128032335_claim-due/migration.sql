-- AlterTable
ALTER TABLE "Claim" ADD COLUMN "dueOn" TEXT;
