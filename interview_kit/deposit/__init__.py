"""What goes with transcripts when they leave: who may have them, how coarse, and the papers.

Pure: filed records, guides and the study's own words in; coarser records and documents out.
"""
