/** Passwords: at least 12 characters, at most 128, no rules about which (ASVS 5.0, 6.2). */
export const PASSWORD_MIN = 12
export const PASSWORD_MAX = 128
