"""From merged documents to the model: defaults filled in, scalars parsed, names resolved, order fixed.

Shape has been checked: types are right. What is missing because shape refused it is left out here, and meaning is
checked on the rest.
"""

from infera.lower.project import Lowered, lower

__all__ = ["Lowered", "lower"]
