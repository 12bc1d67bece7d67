"""Ask FollowTheMoney: run by `.venv-oracle`'s Python, never imported by Tieline.

python oracle.py schemata              what the model says, as one JSON object
python oracle.py ids                   statements (NDJSON) in, their ids out
python oracle.py complaints            entities (NDJSON) in, what is wrong out
python oracle.py statements FILE.csv   the statements a CSV holds, as NDJSON
"""

import json
import sys
from pathlib import Path


def schemata():
    """Return every schema with its own and inherited properties."""
    from followthemoney import model

    found = {}
    for schema in model:
        found[schema.name] = {
            "extends": sorted(parent.name for parent in schema.extends),
            "matchable": schema.matchable,
            "abstract": schema.abstract,
            "required": sorted(schema.required),
            "caption": list(schema.caption),
            "edge": [schema.edge_source, schema.edge_target] if schema.edge else None,
            "properties": {
                prop.name: [prop.type.name, prop.range.name if prop.range else None]
                for prop in schema.properties.values()
                if not prop.stub
            },
        }
    return found


def ids(lines):
    """Return the id of each statement, reckoned anew."""
    from followthemoney.statement import Statement

    for line in lines:
        yield Statement.from_dict({**json.loads(line), "id": None}).id


def complaints(lines):
    """Say what FollowTheMoney would drop or change of each entity."""
    from followthemoney import model

    for line in lines:
        data = json.loads(line)
        schema = model.get(data["schema"])
        if schema is None or schema.abstract:
            yield f"{data['id']}: no schema {data['schema']}"
            continue
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            prop = schema.get(name)
            if prop is None or prop.stub:
                yield f"{data['id']}: {schema.name} has no property {name}"
                continue
            yield from (
                f"{data['id']}: {schema.name}.{name} drops {value!r}"
                for value in values
                if prop.type.clean(value, format=prop.format, proxy=proxy) is None
            )
        for name in schema.required:
            if not data["properties"].get(name):
                yield f"{data['id']}: {schema.name} lacks {name}"


def statements(path):
    """Return the statements of a CSV as dictionaries."""
    from followthemoney.statement import CSV, read_path_statements

    for statement in read_path_statements(Path(path), format=CSV):
        yield statement.to_dict()


def rewrite(path, target):
    """Read statements and write them again."""
    from followthemoney.statement import CSV, read_path_statements, write_statements

    with Path(target).open("wb") as stream:
        write_statements(stream, CSV, read_path_statements(Path(path), format=CSV))


def gather(path):
    """Return the entities that statements make, as FollowTheMoney writes them."""
    from followthemoney.dataset import Dataset
    from followthemoney.statement import CSV, StatementEntity, read_path_statements

    groups = {}
    for statement in read_path_statements(Path(path), format=CSV):
        groups.setdefault(statement.canonical_id, []).append(statement)
    dataset = Dataset.make({"name": "gathered", "title": "Gathered"})
    for group in groups.values():
        yield StatementEntity.from_statements(dataset, group).to_dict()


def main(arguments):
    """Answer one question on standard output."""
    question = arguments[0]
    lines = (line for line in sys.stdin.buffer if line.strip())
    if question == "schemata":
        answers = [schemata()]
    elif question == "ids":
        answers = ids(lines)
    elif question == "complaints":
        answers = complaints(lines)
    elif question == "statements":
        answers = statements(arguments[1])
    elif question == "gather":
        answers = gather(arguments[1])
    else:
        answers = [rewrite(*arguments[1:])]
    for answer in answers:
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1:])
