"""`python -m toolkit.cli`, where the command `tact` is not on the path."""

from toolkit.cli import main

if __name__ == "__main__":
    main(prog_name="tact")
