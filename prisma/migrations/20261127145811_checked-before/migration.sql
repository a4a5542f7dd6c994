-- AlterTable
ALTER TABLE "Evidence" ADD COLUMN "toBeConfirmed" BOOLEAN;
