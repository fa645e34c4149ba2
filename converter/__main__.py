"""``python -m converter`` is ``pregon``."""

from converter.cli import pregon

if __name__ == "__main__":
    pregon()
