"""Template and record make a message: text, document tree, source map, branches taken."""

from toolkit.compose.composer import Composer
from toolkit.compose.message import Message

__all__ = ["Composer", "Message"]
