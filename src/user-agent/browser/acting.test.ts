import { expect, test } from 'vitest'
import { readPage } from '../page.ts'
import { scriptedButton } from './acting.ts'

const pressed = (controls: string, purpose: 'approve' | 'deny') =>
  scriptedButton(readPage(`<form>${controls}</form>`, 'https://as.example/').forms[0]!.controls, purpose)?.label

const allow = '<input type=button value=Allow>'
const always = '<button type=button name=always>Always allow</button>'
const deny = '<input type=reset value=Deny onclick="denied()">'

test('the button that says what is meant is pressed, also one that resets', () => {
  expect(pressed(allow + deny, 'approve')).toBe('Allow')
  expect(pressed(allow + deny, 'deny')).toBe('Deny')
})

test('a button that says the contrary is never pressed', () => {
  expect(pressed(allow, 'deny')).toBeUndefined()
  expect(pressed(deny, 'approve')).toBeUndefined()
})

test('what would be remembered is not pressed', () => {
  expect(pressed(always + allow + deny, 'approve')).toBe('Allow')
})

test('the only button of all is pressed where it says neither', () => {
  expect(pressed('<button type=button>Next</button>', 'approve')).toBe('Next')
  expect(pressed('<button type=button>One</button><button type=button>Two</button>', 'approve')).toBeUndefined()
})

test('a password is not sent by cancelling', () => {
  expect(pressed('<input type=password name=p><button type=button>Cancel</button><button type=button>Sign in</button>', 'deny')).toBe(
    'Sign in',
  )
})
