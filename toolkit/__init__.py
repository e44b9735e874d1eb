"""Tact: letters nobody likes to get, made fair. One plain-Dutch text becomes a letter, an e-mail and an SMS."""

__version__ = "0.2.0"

DISTRIBUTION = "tact-letters"
"""The name on PyPI, where `tact` is another program; the command is `tact` and the import name is `toolkit`."""


def install_line(extra: str = "") -> str:
    """Return the command that installs this program, with an extra such as 'preview' when one is named."""
    return f"pip install '{DISTRIBUTION}[{extra}]'" if extra else f"pip install {DISTRIBUTION}"
