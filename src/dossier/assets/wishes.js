// Wishes: what the reader asks to see, read from the form and the address, and written back.

const form = document.getElementById('filter');
const field = (id) => document.getElementById(id);
const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];

/** The months at the two ends of the slider: the first and the last that what is told touches. */
const reach = monthsOf(relations.some(({ isTold }) => isTold) ? relations.filter(({ isTold }) => isTold) : relations);

/** Returns the first and the last month of relations; what lies beyond all years but a few is open. */
function monthsOf(relations) {
  const [first, last] = [dayOf('1000-01-01'), dayOf('3000-01-01')];
  let [least, most] = [Infinity, -Infinity];
  for (const { date, claims } of relations) {
    for (const { possible, sure } of [date, ...claims.flatMap((claim) => claim.date ?? [])]) {
      for (const day of [...possible, ...sure]) {
        if (day < first || day > last) continue;
        least = Math.min(least, day);
        most = Math.max(most, day);
      }
    }
  }
  return least > most ? [0, 0] : [monthOf(least), monthOf(most)];
}

/** Gives the slider its ends. */
function setSlider() {
  for (const id of ['from', 'to']) {
    field(id).min = reach[0];
    field(id).max = reach[1];
  }
  resetSlider();
  if (reach[0] === reach[1]) form.querySelector('.span').hidden = true;
}

function resetSlider() {
  [field('from').value, field('to').value] = reach;
}

/** Sets the form to show everything. The form's own way back knows nothing of the slider's ends. */
function clearForm() {
  for (const input of form.querySelectorAll('input')) {
    if (input.type === 'checkbox') input.checked = input.defaultChecked;
    else if (input.type !== 'range') input.value = '';
  }
  resetSlider();
}

/** Returns a month in words: `May 2025`. */
function monthTold(month) {
  const day = new Date(startOfMonth(month) * 86_400_000);
  return day.toLocaleDateString('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** Returns the wishes as they stand in the form. Days that do not limit are null. */
function readWishes() {
  const [from, to] = [Number(field('from').value), Number(field('to').value)];
  const without = (name) => boxes(name).filter((box) => !box.checked).map((box) => box.value);
  return {
    months: [from > reach[0] ? from : null, to < reach[1] ? to : null],
    from: from > reach[0] ? startOfMonth(from) : null,
    to: to < reach[1] ? startOfMonth(to + 1) - 1 : null,
    asOf: dayOf(field('as-of').value),
    knownBy: dayOf(field('known-by').value),
    withoutKinds: new Set(without('kind')),
    withoutStatuses: new Set(without('status')),
    isCertain: field('certain').checked,
    hasAround: field('around')?.checked ?? true,
    words: folded(field('search').value).split(/\s+/).filter(Boolean),
  };
}

/** Keeps the handles of the slider in order, and tells where they stand. */
function settleSlider(moved) {
  const [from, to] = [field('from'), field('to')];
  if (Number(from.value) > Number(to.value)) {
    if (moved === from) to.value = from.value;
    else from.value = to.value;
  }
  for (const end of [from, to]) {
    const told = monthTold(Number(end.value));
    end.setAttribute('aria-valuetext', told);
    field(`${end.id}-told`).textContent = told;
  }
  const share = (end) => (end.value - reach[0]) / Math.max(1, reach[1] - reach[0]);
  form.querySelector('.track').style.setProperty('--from', share(from));
  form.querySelector('.track').style.setProperty('--to', share(to));
}

/** Makes the box of each category tell how many of its kinds are ticked: all, none or some. */
function settleCategories() {
  for (const box of form.querySelectorAll('[data-category]')) {
    const kinds = [...box.closest('.category').querySelectorAll('[name="kind"]')];
    const ticked = kinds.filter((kind) => kind.checked).length;
    box.checked = ticked === kinds.length;
    box.indeterminate = ticked > 0 && ticked < kinds.length;
  }
}

/** Ticks or clears all kinds of a category. */
function tickCategory(box) {
  for (const kind of box.closest('.category').querySelectorAll('[name="kind"]')) {
    kind.checked = box.checked;
  }
}

/** Returns the form and the choice as the part of an address behind `#`. */
function toAddress(pick) {
  const wishes = readWishes();
  const month = (at) => `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
  const parts = new URLSearchParams();
  const [from, to] = wishes.months;
  if (from !== null) parts.set('from', month(from));
  if (to !== null) parts.set('to', month(to));
  for (const id of ['as-of', 'known-by']) if (field(id).value) parts.set(id, field(id).value);
  if (wishes.withoutKinds.size) parts.set('not-via', [...wishes.withoutKinds].join(','));
  if (wishes.withoutStatuses.size) parts.set('not-status', [...wishes.withoutStatuses].join(','));
  if (wishes.isCertain) parts.set('certain', 'yes');
  if (!wishes.hasAround) parts.set('around', 'no');
  if (field('search').value) parts.set('q', field('search').value);
  if (pick) parts.set('pick', pick);
  return parts.toString();
}

/** Sets the form to an address, and returns what it chooses, if anything. */
function fromAddress(address) {
  clearForm();
  if (/^(relation|actor)-\d+$/.test(address)) return address;
  const parts = new URLSearchParams(address);
  const month = (text) => {
    const day = dayOf(`${text}-01`);
    return day === null ? null : monthOf(day);
  };
  for (const id of ['from', 'to']) field(id).value = month(parts.get(id)) ?? field(id).value;
  for (const id of ['as-of', 'known-by']) field(id).value = parts.get(id) ?? '';
  field('search').value = parts.get('q') ?? '';
  field('certain').checked = parts.get('certain') === 'yes';
  if (field('around')) field('around').checked = parts.get('around') !== 'no';
  for (const [name, key] of [['kind', 'not-via'], ['status', 'not-status']]) {
    const without = new Set((parts.get(key) ?? '').split(','));
    for (const box of boxes(name)) box.checked = !without.has(box.value);
  }
  return parts.get('pick');
}

/** Returns the wishes in words, for the eye and for print; nothing if all is shown. */
function wishesTold(wishes) {
  const [from, to] = wishes.months;
  const list = (set) => [...set].map((word) => word.replaceAll('-', ' ')).join(', ');
  const told = [
    from !== null && `from ${monthTold(from)}`,
    to !== null && `to ${monthTold(to)}`,
    wishes.asOf !== null && `as of ${field('as-of').value}`,
    wishes.knownBy !== null && `known by ${field('known-by').value}`,
    wishes.withoutKinds.size && `without ${list(wishes.withoutKinds)}`,
    wishes.withoutStatuses.size && `not ${list(wishes.withoutStatuses)}`,
    wishes.isCertain && 'certain only',
    !wishes.hasAround && 'without the links around them',
    wishes.words.length && `with the words “${field('search').value.trim()}”`,
  ];
  return told.filter(Boolean).join('; ');
}
