/** Copies a command; where a browser forbids that, the command is shown and selected. */
document.addEventListener('click', async ({ target }) => {
  const button = target.closest?.('[data-copy]')
  if (!button) return
  const command = button.closest('details').querySelector('.curl')
  try {
    await navigator.clipboard.writeText(command.textContent)
    button.textContent = 'Copied'
  } catch {
    command.hidden = false
    getSelection().selectAllChildren(command)
    button.textContent = 'Selected: copy it by keyboard'
  }
})
