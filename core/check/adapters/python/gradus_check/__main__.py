"""``python -m gradus_check FILE`` checks all specs of a file."""

import sys

from gradus_check import main

sys.exit(main())
