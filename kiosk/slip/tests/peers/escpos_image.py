"""Writes the bytes that python-escpos sends for a picture: escpos_image.py PICTURE.png > BYTES"""

import sys

from escpos.printer import Dummy

# The library prints warnings among the bytes.
out, sys.stdout = sys.stdout.buffer, sys.stderr
printer = Dummy()
printer.image(sys.argv[1], impl="bitImageRaster", fragment_height=128)
out.write(printer.output)
out.flush()
