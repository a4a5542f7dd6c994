import 'server-only'
import { database, type Tx } from '@/lib/server/db'

export async function readSetting(key: string, tx: Tx = database()): Promise<string | null> {
  return (await tx.setting.findUnique({ where: { key } }))?.value ?? null
}

export async function writeSetting(tx: Tx, key: string, value: string): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

/** Removes a setting if it has this value. False when it had not: somebody was first. */
export async function takeSetting(tx: Tx, key: string, value: string): Promise<boolean> {
  const { count } = await tx.setting.deleteMany({ where: { key, value } })
  return count === 1
}

/** Gives a setting another value if it still has the one expected (null: it has none). False when somebody was first. */
export async function swapSetting(tx: Tx, key: string, expected: string | null, value: string): Promise<boolean> {
  if (expected === null) {
    if ((await readSetting(key, tx)) !== null) return false
    await tx.setting.create({ data: { key, value } })
    return true
  }
  const { count } = await tx.setting.updateMany({ where: { key, value: expected }, data: { value } })
  return count === 1
}
