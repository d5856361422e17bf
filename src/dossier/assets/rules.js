// Rules: which relations count for a wish, and how surely.
//
// These are the rules of the library (its `graph::judge` and `graph::evidence`), on days counted
// from 1970-01-01. They know nothing of the form.

/** The relations and entities of the page. */
const { relations, actors } = JSON.parse(document.getElementById('data').textContent);

const NO = 0;
const PERHAPS = 1;
const SURELY = 2;

/** Returns the day with a date such as `2025-05-28`, or null. */
function dayOf(text) {
  const parts = /^(-?\d{4,6})-(\d\d)-(\d\d)$/.exec(text ?? '');
  if (!parts) return null;
  const date = new Date(0);
  date.setUTCFullYear(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return Math.floor(date.getTime() / 86_400_000);
}

/** Returns the first day of a month; months are counted from January of year 0. */
function startOfMonth(month) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
  return Math.floor(date.getTime() / 86_400_000);
}

/** Returns the month of a day. */
function monthOf(day) {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** Tells how surely a date falls into a window, both ends included. */
function fallsIn({ possible, sure }, from, to) {
  if (from > to || possible[0] > to || possible[1] < from) return NO;
  return sure[0] <= to && sure[1] >= from ? SURELY : PERHAPS;
}

/**
 * Tells how surely a date lies in the days wished for: in the window, and in force on the day `asOf`
 * (a tie) or past by its end (an event).
 */
function judgeDays(nature, date, { from, to, asOf }) {
  const isWindow = from !== null || to !== null;
  const first = from ?? -Infinity;
  const last = to ?? Infinity;
  if (nature === 'event') {
    if (!isWindow && asOf === null) return SURELY;
    return fallsIn(date, first, Math.min(last, asOf ?? Infinity));
  }
  const inWindow = isWindow ? fallsIn(date, first, last) : SURELY;
  const then = asOf === null ? SURELY : fallsIn(date, asOf, asOf);
  return Math.min(inWindow, then);
}

/** Up to how many claims that only perhaps count are tried in all combinations. */
const MOST_COMBINED = 6;

/**
 * Returns which claims of a relation may have been known together by a day: first those that surely
 * were, last all that may have been.
 */
function possibilities({ claims }, day) {
  const counts = (claim) => claim.published[1] <= day;
  const doubtful = claims.filter((claim) => !counts(claim) && claim.published[0] <= day);
  const along = (some) => claims.filter((claim) => counts(claim) || some.includes(claim));
  if (doubtful.length > MOST_COMBINED) {
    return [[], ...doubtful.map((one) => [one]), doubtful].map(along);
  }
  const choices = Array.from({ length: 2 ** doubtful.length }, (_, bits) => doubtful.filter((__, at) => (bits >> at) & 1));
  return choices.map(along);
}

/**
 * Returns what claims come to: the status of the newest, but for plans told of after the fact, and
 * the date on which those of that status agree, or that of the newest. All claims together come to
 * what the record itself says; none come to nothing.
 */
function weigh(relation, claims) {
  if (claims.length === relation.claims.length) return relation;
  if (claims.length === 0) return null;
  const statusOf = (claim) => claim.status ?? relation.status;
  const usual = relation.nature === 'event' ? 'held' : 'in-force';
  const byDay = [...claims].sort((a, b) => a.published[1] - b.published[1] || a.published[0] - b.published[0]);
  const status = byDay.map(statusOf).reduce((known, newer) => {
    return newer[0] === 'planned' && known[0] === usual ? known : newer;
  });
  const said = byDay.filter((claim) => statusOf(claim)[0] === status[0]);
  const agrees = said.some((claim) => claim.date === null);
  return { status, date: agrees ? relation.date : said.at(-1).date };
}

/**
 * Tells how surely a relation counts by what was known of it, and by which account it is to be shown.
 * `passes` judges one account. Where it is not known which claims counted, it counts for certain if
 * it does whichever did, and perhaps if it does by some.
 */
function judgeKnown(relation, day, passes) {
  if (day === null || relation.claims.every((claim) => claim.published[1] <= day)) {
    return { account: relation, truth: passes(relation) };
  }
  const accounts = possibilities(relation, day).map((claims) => weigh(relation, claims));
  const truths = accounts.map((account) => (account ? passes(account) : NO));
  const most = Math.max(...truths) === NO ? NO : PERHAPS;
  return {
    account: accounts[0] ?? accounts.at(-1),
    truth: Math.min(...truths) === SURELY ? SURELY : most,
  };
}

/** Returns a text as searches compare it: without accents, in small letters. */
function folded(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
