let opened = []

/** Paper has no disclosure triangles: what is shown is shown whole, and as it was afterwards. */
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not([open]):not([hidden])')].filter((details) => !details.matches('.message'))
  for (const details of opened) details.open = true
})
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false
})
