import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What the product is made of, by the lockfile: everything that is not for development alone. A package that is another system's is not
 * installed, and its licence is the lockfile's. `needs`: those of the list that Node finds for it, each as `name@version`.
 */
export function productionPackages(folder) {
  const lock = JSON.parse(readFileSync(path.join(folder, 'package-lock.json'), 'utf8'))
  const places = new Map(
    Object.entries(lock.packages).filter(([place, { dev, devOptional }]) => place !== '' && !dev && !devOptional),
  )
  const refOf = (place) => `${nameOf(place)}@${places.get(place).version}`
  return [...places]
    .map(([place, locked]) => {
      const file = path.join(folder, place, 'package.json')
      const installed = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
      if (installed === null && !locked.optional) throw new Error(`${place} is in the lockfile and not installed`)
      const wanted = { ...locked.dependencies, ...locked.optionalDependencies, ...locked.peerDependencies }
      const needs = Object.keys(wanted).flatMap((name) => found(places, place, name).map(refOf))
      const { version, integrity } = locked
      return { name: nameOf(place), version, integrity, licence: licenceOf(installed ?? locked), needs }
    })
    .sort((a, b) => (a.name === b.name ? compare(a.version, b.version) : compare(a.name, b.name)))
}

const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** As Node looks: in the package's own folder first, then outwards. */
function found(places, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (places.has(place)) return [place]
    if (at === '') return []
  }
}

const compare = (a, b) => (a < b ? -1 : Number(a > b))

/** An SPDX expression; packages of before 2015 have an object or a list of them. Null: it says none. */
function licenceOf({ license, licenses }) {
  const told = [license ?? licenses ?? []].flat().map((one) => (typeof one === 'string' ? one : one?.type))
  const found = told.filter((one) => typeof one === 'string' && one !== '')
  return found.length === 0 ? null : found.join(' OR ')
}
