import type { Role } from '#domain/staff'

/** What the street's people can go to from their first page, in the order of a half-month. */
export interface MenuLine {
  readonly id: string
  readonly title: string
  readonly detail: string
  readonly url: string
  readonly roles: readonly Role[]
}

export const menu: readonly MenuLine[] = []
