"""Writes schema-org.json: what schema.org lets an AnalysisNewsArticle and a
ClaimReview have, told by the types of the npm package schema-dts.

    npm pack schema-dts && tar xzf schema-dts-*.tgz
    python3 schema-org.py package/dist/schema.d.ts > schema-org.json
"""

import json
import re
import sys

# What our exports may hold; other types of schema.org are refused.
TYPES = ["Thing", "CreativeWork", "AnalysisNewsArticle", "ClaimReview", "Claim", "Rating",
         "Person", "Organization", "Country", "Place", "Event"]
PLAIN = {
    "Text": {"type": "string"},
    "URL": {"type": "string", "format": "uri"},
    "Date": {"type": "string", "format": "date"},
    "DateTime": {"type": "string", "format": "date-time"},
    "Time": {"type": "string", "format": "time"},
    "Number": {"type": "number"},
    "Integer": {"type": "integer"},
    "Boolean": {"type": "boolean"},
}

source = open(sys.argv[1], encoding="utf-8").read()
bases, leaves = {}, {}
for name, above, body in re.findall(r"interface (\w+)Base extends ([^{]+)\{(.*?)\n\}", source, re.S):
    own = re.findall(r'^\s+"(\w+)"\?: SchemaValue<(.*?), "\w+">;', body, re.M)
    above = [it.strip() for it in above.split(",")]
    bases[name] = ([it[:-4] for it in above if it.endswith("Base")], own)
for above, name in re.findall(r'Leaf extends ([\w, ]+?) \{\s*\n\s*"@type": "(\w+)"', source):
    leaves[name] = [it.strip()[:-4] for it in above.split(",")]


def lineage(base):
    """A class and those above it."""
    return [base] + [it for above in bases.get(base, ([], []))[0] for it in lineage(above)]


def is_a(kind, base):
    return kind == base or any(base in lineage(it) for it in leaves[kind])


defs = {}


def ref(name):
    return {"$ref": "#/$defs/" + name}


def value(ranges):
    """What a property may hold: one such thing, or several."""
    names = [it.strip().strip('"') for it in ranges.split("|")]
    plain = sorted(it for it in names if it in PLAIN)
    # Any text will do, then.
    if "Text" in plain:
        plain = [it for it in plain if it in ("Text", "Number", "Integer", "Boolean")]
    kinds = [kind for kind in TYPES if any(is_a(kind, it) for it in names if it not in PLAIN)]
    name = "-or-".join(plain + kinds) or "nothing"
    one = [PLAIN[it] for it in plain] + [ref(it) for it in kinds]
    several = {"type": "array", "minItems": 1, "items": {"anyOf": one}}
    defs[name + "-s"] = {"anyOf": one + [several]} if one else False
    return ref(name + "-s")


used = {it for kind in TYPES for base in leaves[kind] for it in lineage(base)}
for base in sorted(used):
    above, own = bases[base]
    res = {"properties": {name: value(ranges) for name, ranges in own}}
    defs[base + "Base"] = {"allOf": [ref(it + "Base") for it in above], **res} if above else res
for kind in TYPES:
    marks = {"@type": {"const": kind}, "@id": {"type": "string"},
             "@context": {"const": "https://schema.org"}}
    defs[kind] = {"type": "object", "required": ["@type"], "properties": marks,
                  "allOf": [ref(it + "Base") for it in leaves[kind]],
                  "unevaluatedProperties": False}
defs["graph"] = {
    "type": "object", "required": ["@context", "@graph"], "additionalProperties": False,
    "properties": {"@context": {"const": "https://schema.org"},
                   "@graph": {"type": "array", "minItems": 1, "items": ref("ClaimReview")}}}

rows = []
for name in sorted(defs, key=lambda it: (not it.endswith("Base"), it)):
    it = defs[name]
    if not name.endswith("Base"):
        rows.append(f"  {json.dumps(name)}: {json.dumps(it)}")
        continue
    above = f'"allOf": {json.dumps(it["allOf"])}, ' if "allOf" in it else ""
    own = ",\n".join(f"    {json.dumps(k)}: {json.dumps(v)}" for k, v in it["properties"].items())
    rows.append(f'  {json.dumps(name)}: {{ {above}"properties": {{\n{own}\n  }} }}')
print('{\n"$schema": "https://json-schema.org/draft/2020-12/schema",')
print('"anyOf": [{ "$ref": "#/$defs/AnalysisNewsArticle" }, { "$ref": "#/$defs/graph" }],')
print('"$defs": {\n' + ",\n".join(rows) + "\n}\n}")
