"""One story under two addresses: a signature finds who may tell it too, a comparison decides.  Pure: texts in, facts out."""
