"""Interview guides: TOML in, a frozen `Guide` or every problem of the file out. No disk.

text ─► parse ─┬─ values   each value against its row in schema ─┐
               ├─ rules    between values: unique, existing      ├─► findings ─► problems
               └─ lines    where each key stands                 ┘
               └─► guide ─► cues   which topics a stretch of talk may have raised
"""
