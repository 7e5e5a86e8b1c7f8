const form = document.querySelector('form.filters')

/** The address is `#scenario-id?outcome=fail&text=code`: where to look, and what is shown. */
function address() {
  const [place = '', query = ''] = location.hash.slice(1).split(/\?(.*)/s)
  return { place: decoded(place), wanted: new URLSearchParams(query) }
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Opens what a place is folded into, and the exchange that it is. */
function unfold(place) {
  for (let at = place.closest('details'); at; at = at.parentElement.closest('details')) at.open = true
  for (const message of place.querySelectorAll(':scope > .message')) message.open = true
}

function start() {
  const scenarios = [...document.querySelectorAll('.scenario')]
  /** Before any is opened: what is found must not depend on what was looked at. */
  const said = new Map(scenarios.map((scenario) => [scenario, scenario.textContent.toLowerCase()]))

  function isWanted(scenario, wanted) {
    for (const name of ['outcome', 'severity', 'area', 'document', 'only']) {
      const here = scenario.dataset[name].split('|')
      const asked = wanted.getAll(name)
      if (asked.length > 0 && !asked.some((value) => here.includes(value))) return false
    }
    const words = (wanted.get('text') ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    return words.every((word) => said.get(scenario).includes(word))
  }

  function show() {
    const { place, wanted } = address()
    for (const scenario of scenarios) scenario.hidden = !isWanted(scenario, wanted)
    for (const area of document.querySelectorAll('.area')) area.hidden = !area.querySelector('.scenario:not([hidden])')
    const shown = scenarios.filter(({ hidden }) => !hidden).length
    form.querySelector('.shown').textContent = `${shown} of ${scenarios.length}`
    document.querySelector('.nothing').hidden = shown > 0
    write(wanted)
    if (place !== '') go(place)
    else if (wanted.size > 0 && !form.contains(document.activeElement)) form.scrollIntoView()
  }

  /** The form says what the address says. */
  function write(wanted) {
    for (const field of form.elements) {
      if (field.type === 'checkbox') field.checked = wanted.getAll(field.name).includes(field.value)
      else if (field.name && field !== document.activeElement) field.value = wanted.get(field.name) ?? ''
    }
  }

  /** The exchanges of a scenario come a moment after it was opened: until then the address of one leads to the scenario. */
  function go(place) {
    const target = document.getElementById(place) ?? document.getElementById(place.replace(/\/\d+$/, ''))
    if (!target) return
    if (!target.closest('details.scenario')?.hidden) unfold(target)
    target.scrollIntoView()
  }

  /** Each choice is a step back in the history; letters of a word are not. */
  function choose({ target }) {
    const wanted = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''))
    const hash = wanted.size > 0 ? `#?${wanted}` : '#scenarios'
    if (target.name === 'text' && location.hash.startsWith('#?')) history.replaceState(null, '', hash)
    else history.pushState(null, '', hash)
    show()
  }

  form.hidden = false
  form.addEventListener('input', choose)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', (event) => {
    event.preventDefault()
    location.hash = '#scenarios'
  })
  addEventListener('hashchange', show)
  addEventListener('popstate', show)
  addEventListener('filled', ({ target }) => {
    const { place } = address()
    if (place.startsWith(`${target.id}/`)) go(place)
  })
  show()
}

if (form) start()
