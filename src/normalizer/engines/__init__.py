"""Logs on engines that work on many machines: lines of a log as Arrow batches in, batches of outcomes out.

``convert_batch`` is the seam that any engine with Arrow can call, ``lines_to_write`` says its outcomes as lines. What reads,
distributes, retries and commits is the engine: ``normalizer.engines.spark`` (extra ``spark``) and ``normalizer.engines.ray``
(extra ``ray``) fit the seam into two of them. It needs pyarrow.
"""

from .batches import convert_batch
from .writing import lines_to_write

__all__ = ["convert_batch", "lines_to_write"]
