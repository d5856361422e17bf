"""Validates lines of FollowTheMoney with its own package: schemata, values, required properties, ends."""

import json
import sys
from collections import Counter

from followthemoney import model
from followthemoney.exc import InvalidData
from followthemoney.types import registry


def faults_of(line, entities):
    schema = model.get(line["schema"])
    if schema is None or schema.abstract:
        yield f"{line['id']}: no schema {line['schema']}"
        return
    if not registry.entity.validate(line["id"]):
        yield f"{line['id']!r}: no id"
    try:
        schema.validate(line)
    except InvalidData as error:
        yield f"{line['id']}: {error.errors}"
    for name in schema.required:
        if not line["properties"].get(name):
            yield f"{line['id']}: {name} is required"
    for name, values in line["properties"].items():
        prop = schema.get(name)
        if prop is None:
            yield f"{line['id']}: no property {name}"
        elif prop.type == registry.entity:
            for value in values:
                other = entities.get(value)
                if other is None or not model.get(other["schema"]).is_a(prop.range):
                    yield f"{line['id']}: {name} names {value}, which is no {prop.range.name}"
    # Whatever the package would clean away, or put otherwise, was no proper value.
    kept = model.get_proxy(line, cleaned=False).to_dict()["properties"]
    for name, values in line["properties"].items():
        if sorted(kept.get(name, [])) != sorted(values):
            yield f"{line['id']}: {name} is {values}, kept as {kept.get(name)}"


def main(lines, answers):
    with open(lines, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    entities = {line["id"]: line for line in lines}
    told = {
        "schemata": Counter(line["schema"] for line in lines),
        "faults": [fault for line in lines for fault in faults_of(line, entities)],
        "doubled": len(lines) - len(entities),
        "captions": [model.get_proxy(line).caption for line in lines],
    }
    with open(answers, "w", encoding="utf-8") as out:
        json.dump(told, out)


main(*sys.argv[1:])
