"""Texts of one template that tell other things.  `unseen` alone has had no part in choosing thresholds."""
