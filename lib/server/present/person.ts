import { can, type Role, type Who } from '@/lib/core/permissions/policy'
import type { PersonRecord } from '@/lib/server/store/people'

/** Somebody on the desk as they leave the server. */
export interface PersonView {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly isSample: boolean
  /** Null for those who may not see addresses. */
  readonly email: string | null
  readonly isActive: boolean
  /** Null for those who do not manage people. */
  readonly hasSecondFactor: boolean | null
}

export function presentPersonOnDesk(person: PersonRecord, reader: Who): PersonView {
  return {
    id: person.id,
    name: person.name,
    role: person.role,
    isSample: person.isSample,
    email: person.id === reader.id || can(reader, 'people.read-addresses') ? person.email : null,
    isActive: person.disabledAt === null,
    hasSecondFactor: can(reader, 'people.manage') ? person.twoFactorEnabled : null,
  }
}
