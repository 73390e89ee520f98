// Asks the browser for a passkey and posts what it answers. The page works out nothing
// else: what is asked stands in the form, and the hub judges the answer.
'use strict'
{
  const form = document.getElementById('passkey')
  const said = document.getElementById('said')
  const asked = JSON.parse(form.dataset.options).publicKey
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0))
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  const why = {
    NotAllowedError: 'The browser was not given a passkey: it was cancelled, took too long, or there is none for this hub here.',
    InvalidStateError: 'There is a passkey for you on this device already.',
    SecurityError: 'This page does not stand at the address that passkeys of this hub are bound to.',
    NotSupportedError: 'This device cannot keep a passkey of the kind that is needed.'
  }

  asked.challenge = bytes(asked.challenge)
  if (asked.user) asked.user.id = bytes(asked.user.id)
  for (const key of [...asked.allowCredentials ?? [], ...asked.excludeCredentials ?? []]) key.id = bytes(key.id)

  let waiting = false
  async function ask () {
    if (waiting) return
    if (!window.PublicKeyCredential) {
      said.textContent = 'This browser knows no passkeys. Nothing was changed. Use another way.'
      return
    }
    waiting = true
    said.textContent = 'Waiting for your passkey.'
    try {
      const key = await navigator.credentials[form.dataset.ceremony]({ publicKey: asked })
      const answer = { id: key.id, rawId: text(key.rawId), type: key.type, response: { clientDataJSON: text(key.response.clientDataJSON) } }
      if (key.authenticatorAttachment) answer.authenticatorAttachment = key.authenticatorAttachment
      for (const part of ['attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
        if (part === 'authenticatorData' && key.response.attestationObject) continue // it is in the other
        if (key.response[part]) answer.response[part] = text(key.response[part])
      }
      if (key.response.getTransports) answer.response.transports = key.response.getTransports()
      form.elements.answer.value = JSON.stringify(answer)
      said.textContent = 'Thank you. One moment.'
      form.submit()
    } catch (e) {
      said.textContent = (why[e.name] ?? 'The passkey could not be used.') + ' Nothing was changed. Try again, or go back and use another way.'
      waiting = false
    }
  }

  form.addEventListener('submit', (e) => { e.preventDefault(); ask() })
  ask()
}
