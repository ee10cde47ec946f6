"""Texts of one template that tell other things.  `unseen` has had the least part in choosing thresholds, see there."""
