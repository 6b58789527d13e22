"""Schemas that a type emitter can trip over."""

from __future__ import annotations

from typing import Any

ODD: list[Any] = [
    True,
    False,
    {},
    {"type": "string"},
    {"type": ["string", "null"]},
    {"enum": [{"a": 1}, [1, "x"], None, True, 1.5, "q\"'\\\n\u2028"]},
    {"const": {"x": {"y": []}}},
    {"const": None},
    {
        "$ref": "#/$defs/a",
        "$defs": {
            "a": {"anyOf": [{"$ref": "#/$defs/b"}, {"type": "string"}]},
            "b": {"anyOf": [{"$ref": "#/$defs/a"}, {"type": "number"}]},
        },
    },
    {"$ref": "#/$defs/list", "$defs": {"list": {"type": "array", "items": {"$ref": "#/$defs/list"}}}},
    {
        "type": "object",
        "properties": {
            "constructor": {"type": "string"},
            "__proto__": {"type": "number"},
            "1": {"type": "boolean"},
            "a\nb": {"type": "string", "description": "x */ y\nz"},
            "é": {"type": "string"},
            "": {"type": "string"},
        },
        "required": ["constructor", "missing", "hasOwnProperty"],
    },
    {  # names that the formatter writes with and without quotes
        "type": "object",
        "required": [
            "__proto__",
            "1",
            "a b",
            "é",
            "日本",
            "\U0001d4b3a",
            "a$",
            "a·",
            "·a",
            "a\u200d",
            "ำ",
            "a\u0301",
            "\u0301",
            "",
        ],
    },
    {"type": "object", "properties": {"a": {"type": "string"}}, "additionalProperties": {"type": "number"}},
    {
        "type": "object",
        "patternProperties": {"^x": {"type": "string"}, "^y": {"type": "number"}},
        "additionalProperties": False,
    },
    {"type": "object", "properties": {"x~/y": {"type": "string"}}, "allOf": [{"$ref": "#/properties/x~0~1y"}]},
    {
        "type": "array",
        "prefixItems": [{"type": "string"}, {"anyOf": [{"type": "number"}, {"type": "null"}]}],
        "minItems": 1,
    },
    {"type": "array", "items": {"enum": ["a", "b"]}, "uniqueItems": True, "contains": {"const": "a"}},
    {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "a": {
                    "type": "array",
                    "items": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
                }
            },
        },
    },
    {
        "oneOf": [
            {"type": "object", "properties": {"kind": {"const": "a"}, "v": {"type": "string"}}, "required": ["kind"]},
            {
                "type": "object",
                "properties": {"kind": {"const": "b"}, "w": {"type": "number"}},
                "required": ["kind", "w"],
            },
        ]
    },
    {
        "type": "object",
        "properties": {
            "when": {"type": "string", "format": "date-time"},
            "n": {"type": "integer", "multipleOf": 5, "exclusiveMinimum": 0},
        },
        "if": {"required": ["n"]},
        "then": {"required": ["when"]},
        "dependentRequired": {"when": ["n"]},
        "not": {"required": ["no"]},
    },
    {"$ref": "#foo", "$defs": {"foo": {"$anchor": "foo", "type": "string"}}},
    {
        "$ref": "#/$defs/emails-payload",
        "$defs": {"emails-payload": {"type": "object", "properties": {"p": {"$ref": "#"}}}},
    },
    {
        "allOf": [
            {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]},
            {"anyOf": [{"properties": {"b": {"type": "string"}}}, {"properties": {"c": {"type": "number"}}}]},
        ]
    },
    {"type": "string", "pattern": "^[\\w-.]+$", "minLength": 3},
    {"type": "object", "unevaluatedProperties": False, "allOf": [{"properties": {"a": True}}]},
    {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "https://example.com/x",
        "definitions": {"a": {"type": "string"}},
        "type": "object",
        "properties": {"a": {"$ref": "#/definitions/a"}},
    },
    {
        "$id": "https://example.com/x",
        "type": "object",
        "properties": {"a": {"$ref": "#/$defs/a"}},
        "$defs": {"a": {"type": "integer"}},
    },
    {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "number"},
    {"$ref": "#"},
    {"anyOf": [{"$ref": "#"}, {"type": "string"}]},
    {"type": "integer", "enum": [1, 2, 9007199254740993]},
    {"type": "string", "format": "made-up"},
]
