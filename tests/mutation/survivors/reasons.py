"""Why changes are seen by nobody, where several have the same reason."""

from __future__ import annotations

DEFAULT = "it is the default, and is written out to be seen"
QUICK = "it is a shorter way to the same result"
ORDER = "only changes of one array have to come in an order, and these do"
ONCE = "choices have no types, so only the last ones are dropped or invented, whatever came before"
FALSE = "None is as good as False"
COUNTED = "only whether there is any is asked"
KEPT = "how many are kept from one time to the next makes no difference but in time"
LONG = "both are of the same length"
SORTED = "only the order of the numbers counts"
TRUTH = "only its truth is looked at"
BLOCK = "how many pieces weigh less together is no part of the text"
EXACT = "the exact path does the same, only slower"
HEART = "what is not known by heart the functions do, only slower"
TRIED = "what is written down is tried, and that finds it out as well"
CALLED = "only what the file of a generated function is called in a traceback"
