import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stepsOf } from './script.ts'

const go = (url: string) => ({ does: 'go', url })

describe('scripts', () => {
  it.each([
    [`location = '/a'`, '/a'],
    ['window.location="/a"', '/a'],
    ['top.location.href = `/a`;', '/a'],
    [`document.location.replace("\\/a\\u003fb\\x3d1")`, '/a?b=1'],
    [`self.location.assign('/a' + '/b')`, '/a/b'],
    [`var base = "/a"; location.href = base + "?x";`, '/a?x'],
    [`(function () { location = "/a" })()`, '/a'],
    [`(() => { location = "/a" })()`, '/a'],
    [`!function(){location="/a"}()`, '/a'],
    [`setTimeout(function () { location = "/a" }, 10)`, '/a'],
    [`window.onload = () => location.replace("/a")`, '/a'],
    [`addEventListener("load", go)\nfunction go() { step() }\nconst step = () => { location = "/a" }`, '/a'],
    [`$(function () { location.href = "/a"; })`, '/a'],
    [`try { location = "/a" } catch (e) { location = "/b" }`, '/a'],
  ])('%s goes', (program, url) => expect(stepsOf(program)).toEqual([go(url)]))

  it.each([
    `var location2 = "/a"`,
    `if (location == "/a") {}`,
    `x.location = "/a"`,
    `location.hash = "/a"`,
    `if (a) location = "/a"`,
    `if (a)\n  location = "/a"`,
    `if (a) { b() } else location = "/a"`,
    `for (;;) { location = "/a" }`,
    `function f() { location = "/a" }`,
    `b.onclick = function () { location = "/a" }`,
    `b.addEventListener("click", () => { location = "/a" })`,
    `b.addEventListener("click", f); function f() { location = "/a" }`,
    `location = base + "/a"`,
    `"location = '/a'"`,
    `/* location = "/a" */ // location = "/b"`,
    ['location = `/a$', '{x}`'].join(''),
    `var o = { f() { location = "/a" } }`,
  ])('%s stays', (program) => expect(stepsOf(program)).toEqual([]))

  it.each([
    [`document.forms[1].submit()`, 'number', '1'],
    [`document.forms["f"].submit();`, 'either', 'f'],
    [`document.forms.f.submit()`, 'either', 'f'],
    [`document.getElementById('f').submit()`, 'id', 'f'],
    [`document.querySelector("form.x").requestSubmit()`, 'selector', 'form.x'],
    [`document.getElementsByTagName('form')[0].submit()`, 'number', '0'],
    [`document.f.submit()`, 'name', 'f'],
    [`var x = document.getElementById("f"); x.submit();`, 'id', 'f'],
    [`f.submit()`, 'either', 'f'],
    [`$("#f").submit()`, 'selector', '#f'],
    [`$("#f").trigger("submit")`, 'selector', '#f'],
    [`HTMLFormElement.prototype.submit.call(document.forms[0])`, 'number', '0'],
  ])('%s submits', (program, by, of) => expect(stepsOf(program)).toEqual([{ does: 'submit', by, of }]))

  it('does not take a handler for a submission', () => {
    expect(stepsOf(`$("#f").submit(function () { return true })`)).toEqual([])
    expect(stepsOf(`function approve() { document.forms[0].submit() }`)).toEqual([])
  })

  it('never throws, and ends, whatever the program', () => {
    const shard = fc.constantFrom(
      '(',
      ')',
      '{',
      '}',
      'function ',
      '=>',
      'location',
      '=',
      '"',
      "'",
      '`',
      '/*',
      '\\',
      'if',
      '.submit()',
      '\n',
      ';',
      'f',
      '$(',
    )
    fc.assert(fc.property(fc.array(fc.oneof(shard, fc.string()), { maxLength: 60 }), (parts) => void stepsOf(parts.join(''))))
    for (const one of ['(', '{', '/*', '"\\', '`', 'if(', '()=>', 'f.submit()', 'a=', 'location=a+']) stepsOf(one.repeat(40_000))
  })
})
