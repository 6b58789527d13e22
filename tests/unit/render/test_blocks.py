"""Canonical HCL as blocks, attributes and lines."""

from __future__ import annotations

import pytest

from infera.render.blocks import flatten, read_blocks, read_entries
from infera.render.tidy import tidy

TEXT = tidy("""
# one
resource "aws_sqs_queue" "emails" {
  # two
  name = "x" # why
  policy = jsonencode({
    a = [1]

    b = 2
  })
  text = <<EOT
}
x = 1
EOT
  tags = {
    a = 1
    "b c" = {
      d = 2
    }
  }

  setting {
    a = 1
  }
  setting {
    a = 2
  }
  empty {}
  flat { a = 1 }
  dynamic "x" {
    for_each = var.x
    content {
      y = x.value
    }
  }
}
data "a" "b" {}
locals {
  q = 1
}
output "o" {
  value = 1
}
""")


def test_a_block_knows_its_address_and_its_lines() -> None:
    blocks = read_blocks(TEXT)
    assert [block.address for block in blocks] == [
        "aws_sqs_queue.emails",
        "data.a.b",
        "",
        "output.o",
    ]
    lines = TEXT.split("\n")
    for block in blocks:
        assert lines[block.line].startswith(block.type)
        assert lines[block.end - 1].endswith("}")


def test_a_heredoc_and_a_comment_are_no_attributes() -> None:
    block = read_blocks(TEXT)[0]
    assert list(block.attributes) == ["name", "policy", "text", "tags"]
    assert block.attributes["name"].value == '"x"'
    assert block.attributes["text"].value == "<<EOT\n}\nx = 1\nEOT"
    assert block.attributes["policy"].value == "jsonencode({\n  a = [1]\n\n  b = 2\n})"


def test_flat_paths_lead_into_blocks_and_maps() -> None:
    assert flatten(read_blocks(TEXT)[0]) == {
        "name": '"x"',
        "policy": "jsonencode({\n  a = [1]\n\n  b = 2\n})",
        "text": "<<EOT\n}\nx = 1\nEOT",
        "tags.a": "1",
        "tags.b c.d": "2",
        "setting[0].a": "1",
        "setting[1].a": "2",
        "flat.a": "1",
        "dynamic.x.for_each": "var.x",
        "dynamic.x.content.y": "x.value",
    }


def test_only_a_laid_out_object_has_entries() -> None:
    assert read_entries("{\n  a = 1\n  # c\n  b = [\n    1,\n  ]\n}") == {
        "a": "1",
        "b": "[\n  1,\n]",
    }
    assert read_entries("{}") == {}
    for value in ("[]", "{ a = 1 }", "{\n  for k in x : k => 1\n}", "merge(a, {\n})", "1"):
        assert read_entries(value) is None


@pytest.mark.parametrize("text", ["", "}", "{", "a", "a = ", "a {", '"', "a = <<E", "/*", "a = {\n}\n}\n", "x = [\n"])
def test_text_that_is_broken_is_no_error(text: str) -> None:
    for block in read_blocks(text):
        flatten(block)
