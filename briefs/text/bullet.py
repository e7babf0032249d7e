"""The marks that open an entry of a list."""

import re

BULLET = re.compile(r"(?:[-–*•‣·▪●◦■►▶➤✓✔]|\d{1,2}[.)](?=\s+\D)|\(?[a-z]\))\s++(?=\S)")
