// Start: ties form, pictures, list, keys and address together.

const narrow = matchMedia('(max-width: 64rem)');

/** The frame in which the pictures are to follow. */
let drawing = 0;

/** Shows what the form says, and says so. */
function update() {
  settleSlider();
  settleCategories();
  const wishes = readWishes();
  const number = show(wishes);
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(draw);
  const told = wishesTold(wishes);
  field('count').textContent = `Showing ${number} of ${relations.length} relations`;
  field('in-force').textContent = told && `Filtered: ${told}.`;
  if (picked) tellDetails(meaning(picked));
  remember();
}

/** What waits for the hand to rest. */
let resting = 0;

/** Writes form and choice into the address, once the hand rests. */
function remember() {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const address = toAddress(picked);
    history.replaceState(null, '', address ? `#${address}` : location.pathname + location.search);
  }, 150);
}

/** Reads form and choice from the address. */
function recall() {
  const address = location.hash.slice(1);
  // A note that leads to its source changes nothing of what is seen.
  if (address.startsWith('source-')) return;
  const pick = fromAddress(address);
  update();
  choose(pick);
}

/** The frame in which the form is to be read. */
let frame = 0;
form.addEventListener('input', (event) => {
  if (event.target.matches('[data-category]')) tickCategory(event.target);
  if (event.target.type === 'range') settleSlider(event.target);
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(update);
});
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', (event) => {
  event.preventDefault();
  clearForm();
  update();
});

document.addEventListener('click', (event) => {
  if (event.target.closest('a.note, .sources a')) return;
  const pick = event.target.closest('svg, .pick, a[data-actor]') && pickOf(event.target);
  if (!pick) return;
  event.preventDefault();
  pickAndTell(pick === picked ? null : pick);
});

/** Chooses, and leaves the eye where it is. */
function pickAndTell(pick) {
  choose(pick);
  remember();
}

field('close').addEventListener('click', () => pickAndTell(null));

// Keys: `/` searches, Escape clears step by step, arrows walk along the list and the pictures.
document.addEventListener('keydown', (event) => {
  const { target, key } = event;
  const isTyping = target.matches('input:not([type=checkbox], [type=range]), textarea, select');
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (key === '/' && !isTyping) {
    event.preventDefault();
    field('controls').open = true;
    field('search').focus();
  } else if (key === 'Escape') {
    clearOne();
  } else if (target.matches('.pick')) {
    walk(event, [...document.querySelectorAll('main .pick')].filter((link) => link.checkVisibility()));
  } else if (target.matches('svg [role=button]')) {
    if (key === 'Enter' || key === ' ') {
      event.preventDefault();
      pickAndTell(pickOf(target) === picked ? null : pickOf(target));
    }
    walk(event, [...target.ownerSVGElement.querySelectorAll('[role=button]:not(.off)')]);
  }
});

/** Takes back the choice, or the words searched for. */
function clearOne() {
  if (picked) return pickAndTell(null);
  field('search').value = '';
  update();
}

/** Moves the focus along elements by the arrow keys. */
function walk(event, stops) {
  const at = stops.indexOf(event.target);
  const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (next === undefined || !stops[next]) return;
  event.preventDefault();
  if (event.target.closest('svg')) {
    event.target.tabIndex = -1;
    stops[next].tabIndex = 0;
  }
  stops[next].focus();
}

/** Makes what can be chosen in a picture known to keyboards and screen readers: one stop for each. */
function wirePicture(svg) {
  const stops = [...svg.querySelectorAll(':is([data-actor], [data-relations], [data-relation]):has(> title)')];
  stops.forEach((stop, at) => {
    stop.setAttribute('role', 'button');
    stop.setAttribute('tabindex', at === 0 ? '0' : '-1');
    // Beside words that are seen, the title tells the name; a label of its own would contradict them.
    if (stop.querySelector('text')) stop.removeAttribute('aria-label');
    else stop.setAttribute('aria-label', stop.querySelector('title').textContent);
  });
  if (stops.length) svg.closest('.frame').removeAttribute('tabindex');
}

// The theme follows the system until somebody says otherwise.
const dark = matchMedia('(prefers-color-scheme: dark)');

/** Tells on the button which theme it leads to, and returns whether the page is dark. */
function tellTheme() {
  const isDark = (root.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
  field('theme').textContent = isDark ? 'Light' : 'Dark';
  return isDark;
}
field('theme').addEventListener('click', () => {
  root.dataset.theme = tellTheme() ? 'light' : 'dark';
  tellTheme();
});
dark.addEventListener('change', tellTheme);

for (const svg of document.querySelectorAll('.frame svg')) wirePicture(svg);
for (const id of ['controls', 'count']) field(id).hidden = false;
field('theme').parentElement.hidden = false;
field('controls').open = !narrow.matches;
root.dataset.scripted = '';
tellTheme();
setSlider();
update();
recall();
addEventListener('hashchange', recall);
