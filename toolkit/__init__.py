"""Tact: letters nobody likes to get, made fair. One plain-Dutch text becomes a letter, an e-mail and an SMS."""

__version__ = "0.1.0"
