// Local dates and times in the salon's zone: Gregorian, Latin digits in both languages.

const LOCALES = { en: "en-GB", ar: "ar-u-ca-gregory-nu-latn" };
const formats = new Map();

function format(language, zone, options) {
  const key = JSON.stringify([language, zone, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(LOCALES[language], { timeZone: zone, ...options }));
  }
  return formats.get(key);
}

export function clockTime(at, zone, language) {
  return format(language, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(at));
}

export function longDate(at, zone, language) {
  return format(language, zone, { weekday: "long", day: "numeric", month: "long" }).format(new Date(at));
}

export function shortDate(at, zone, language) {
  return format(language, zone, { weekday: "short", day: "numeric", month: "short" }).format(new Date(at));
}

export function zoneName(at, zone, language) {
  const parts = format(language, zone, { timeZoneName: "shortGeneric" }).formatToParts(new Date(at));
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone;
}

// The calendar day in the zone, as a key that sorts.
export function dayOf(at, zone) {
  const parts = format("en", zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(new Date(at));
  const value = (type) => parts.find((part) => part.type === type).value;
  return `${value("year")}-${value("month")}-${value("day")}`;
}

export function dayLabel(at, now, zone, language, words) {
  const days = (Date.parse(dayOf(now, zone)) - Date.parse(dayOf(at, zone))) / 86_400_000;
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  return format(language, zone, { day: "numeric", month: "long" }).format(new Date(at));
}
