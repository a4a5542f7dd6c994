-- A link for a new password is an invitation for somebody who is here already.
ALTER TABLE "Invitation" ADD COLUMN "forPersonId" TEXT;
-- A password from the command line signs in once, until then; null for one of a person's own.
ALTER TABLE "User" ADD COLUMN "passwordOnceUntil" DATETIME;
