"""interview_kit: interview capture, transcription and pseudonymisation for qualitative research."""

import os

__version__ = "0.1.0"

# onnxruntime reports its use to its maker over the network unless told before it is loaded, here
# and in every process that is started from here.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
