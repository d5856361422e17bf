// Show: which relations are seen, in the list and in both pictures.
//
// Judging reads numbers and never the page. The list is then written in one go, and only where
// something changed; the pictures follow in the next frame, unless the hand has moved on by then. So
// thousands of relations stay quick to filter.

/** What the page has of each relation: its item in the list, its marks, its links in the network. */
const items = [];
const marks = relations.map(() => []);
for (const item of document.querySelectorAll('.relations > li')) {
  items[Number(item.dataset.relation)] = item;
}
for (const mark of document.querySelectorAll('svg [data-relation]')) {
  marks[Number(mark.dataset.relation)]?.push(mark);
}

/** The links of the pictures, each with the relations bundled in it. */
const links = [...document.querySelectorAll('svg [data-relations]')].map((element) => ({
  element,
  relations: element.dataset.relations.split(/\s+/).filter(Boolean).map(Number),
  badge: [...element.querySelectorAll('text')].find(({ textContent }) => /^\d+$/.test(textContent)),
}));
const nodes = [...document.querySelectorAll('svg [data-actor]')].map((element) => ({
  element,
  actor: Number(element.dataset.actor),
}));
const sections = [...document.querySelectorAll('.part')].map((element) => ({
  element,
  relations: [...element.querySelectorAll('li[data-relation]')].map((item) => Number(item.dataset.relation)),
}));

/** Whether each relation is seen, by which of its accounts, and how surely. */
const seen = relations.map(() => true);
const shown = relations.map((relation) => ({
  account: relation,
  truth: relation.isCertain ? SURELY : PERHAPS,
}));

/** What of each relation is searched; made when somebody first searches. */
let texts = null;

function textOf(relation, at) {
  const names = relation.parties.flatMap((actor) => [actors[actor].name, ...actors[actor].aliases]);
  const item = items[at];
  const own = ['.what', '.who', '.summary'].map((part) => item.querySelector(part)?.textContent ?? '');
  return folded([...own, ...names].join('\n'));
}

/** Returns by which account a relation is to be seen, and how surely; null if it is not. */
function judge(relation, at, wishes) {
  if (wishes.withoutKinds.has(relation.kind)) return null;
  if (!wishes.hasAround && !relation.isTold) return null;
  if (!wishes.words.every((word) => texts[at].includes(word))) return null;
  const own = relation.isCertain ? SURELY : PERHAPS;
  const { account, truth } = judgeKnown(relation, wishes.knownBy, ({ status, date }) => {
    if (wishes.withoutStatuses.has(status[0])) return NO;
    return Math.min(own, judgeDays(relation.nature, date, wishes));
  });
  return truth === NO || (wishes.isCertain && truth !== SURELY) ? null : { account, truth };
}

/** Shows what is wished for in the list, and returns how many relations that are. */
function show(wishes) {
  if (wishes.words.length) texts ??= relations.map(textOf);
  const judged = relations.map((relation, at) => judge(relation, at, wishes));
  judged.forEach((judgement, at) => {
    if (Boolean(judgement) !== seen[at]) {
      seen[at] = Boolean(judgement);
      items[at].hidden = !judgement;
    }
    if (judgement) tell(at, judgement);
  });
  for (const { element, relations: own } of sections) element.hidden = !own.some((at) => seen[at]);
  return judged.filter(Boolean).length;
}

/** Tells whether an account says of a relation what another does. */
function saysAs(account, other) {
  return account.date.told === other.date.told && account.status[0] === other.status[0];
}

/** Tells a relation as one of its accounts has it, where that is not what the page says already. */
function tell(at, { account, truth }) {
  const before = shown[at];
  shown[at] = { account, truth };
  if (!saysAs(account, before.account)) {
    items[at].querySelector('.when').textContent = account.date.told;
    items[at].querySelector('.status').textContent = account.status[1];
  }
  if (truth !== before.truth) {
    items[at].querySelector('.doubt').textContent = truth === SURELY ? '' : 'possible';
  }
}

/** Shows in the pictures what the list shows. */
function draw() {
  const busy = new Set();
  relations.forEach((relation, at) => {
    if (seen[at]) relation.parties.forEach((actor) => busy.add(actor));
    const isThen = !saysAs(shown[at].account, relation);
    const isDoubtful = relation.isCertain && shown[at].truth !== SURELY;
    for (const mark of marks[at]) {
      mark.classList.toggle('off', !seen[at]);
      mark.classList.toggle('then', isThen);
      mark.classList.toggle('perhaps', isDoubtful);
    }
  });
  for (const { element, relations: own, badge } of links) {
    const number = own.filter((at) => seen[at]).length;
    element.classList.toggle('off', number === 0);
    if (badge && badge.textContent !== String(number)) badge.textContent = number;
  }
  for (const { element, actor } of nodes) {
    element.classList.toggle('off', !busy.has(actor) && !actors[actor].isAsked);
  }
}
