"""Reads a calendar with icalendar and tells what its events are, as that library has them."""

import json
import sys
from pathlib import Path

from icalendar import Calendar


def told(event):
    own = event.get("X-CHANCERY-PARTY", [])
    return {
        "uid": str(event["UID"]),
        "start": event.decoded("DTSTART").isoformat(),
        "end": event.decoded("DTEND").isoformat(),
        "stamp": event.decoded("DTSTAMP").isoformat(),
        "status": str(event["STATUS"]),
        "summary": str(event["SUMMARY"]),
        "location": str(event.get("LOCATION", "")),
        "url": str(event.get("URL", "")),
        "parent": str(event.get("RELATED-TO", "")),
        "categories": [str(word) for word in event["CATEGORIES"].cats],
        "description": str(event.get("DESCRIPTION", "")),
        "parties": [party.params["X-ROLE"] for party in (own if isinstance(own, list) else [own])],
        "errors": [str(error) for error in event.errors],
    }


def main(calendar, answers):
    content = Path(calendar).read_bytes()
    parsed = Calendar.from_ical(content)
    events = [told(event) for event in parsed.walk("VEVENT")]
    longest = max(len(line) for line in content.split(b"\r\n"))
    with open(answers, "w", encoding="utf-8") as out:
        json.dump({"events": events, "errors": [str(error) for error in parsed.errors], "longest": longest}, out)


main(*sys.argv[1:])
