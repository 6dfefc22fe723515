import { readFileSync } from 'node:fs'
import path from 'node:path'

/** One kind of element as base.wxml draws it: the build shortens names, so they are read back from its templates. */
export interface Template {
  readonly tag: string
  /** Event → how it is bound; `catch` stops it there. */
  readonly events: ReadonlyMap<string, 'bind' | 'catch'>
  /** Attribute as written in WXML → the key of the node that holds its value. */
  readonly attributes: ReadonlyMap<string, string>
}

export function readTemplates(dist: string): ReadonlyMap<string, Template> {
  const source = readFileSync(path.join(dist, 'base.wxml'), 'utf8')
  const templates = new Map<string, Template>()
  for (const [, name = '', body = ''] of source.matchAll(
    /<template name="tmpl_0_([^"]+)">([\s\S]*?)<\/template>\s*(?=<template name|$)/g,
  )) {
    // Inputs come as …_focus and …_blur beside a template that chooses between them.
    const alias = name.replace(/_(focus|blur)$/, '')
    const element = /<([a-z-]+)([^>]*)>/.exec(body.replace(/=>/g, ''))
    if (!element || element[1] === 'template') continue
    if (!templates.has(alias)) templates.set(alias, readElement(element[1] ?? '', element[2] ?? '', body))
  }
  return templates
}

function readElement(tag: string, written: string, body: string): Template {
  if (/^\s*<block>\{\{i\.v\}\}/.test(body)) return { tag: '#text', events: new Map(), attributes: new Map() }
  const events = new Map<string, 'bind' | 'catch'>()
  const attributes = new Map<string, string>()
  for (const [, name = '', value = ''] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    const event = /^(bind|catch):?(\w+)$/.exec(name)
    if (event && value === 'eh') events.set(event[2] ?? '', event[1] as 'bind' | 'catch')
    const key = /\bi\.(\w+)/.exec(value)
    if (!event && key?.[1]) attributes.set(name, key[1])
  }
  return { tag, events, attributes }
}
