"""The faces that pictures and documents carry with them, without Qt: their bytes, widths, coverage and subsets.

`firago()` is the face of the program, regular and bold, read when first needed. `FaceMeasurer` measures like
`picture.qt.QtTextMeasurer`, so that lines break alike with and without Qt. `Faces.runs` cuts text into the stretches
that one face can show; what FiraGO lacks (Chinese, Japanese, Korean, emoji) is looked for in the fallbacks that the
caller names, found by `picture.qt.system_faces`. `subset` makes a small font file for embedding.
"""

from infrasketch_desktop.picture.faces.face import Face, ShapedGlyph
from infrasketch_desktop.picture.faces.family import FaceRun, Faces, firago
from infrasketch_desktop.picture.faces.measuring import FaceMeasurer, shared_measurer
from infrasketch_desktop.picture.faces.subsetting import subset

__all__ = ["Face", "FaceMeasurer", "FaceRun", "Faces", "ShapedGlyph", "firago", "shared_measurer", "subset"]
