"""Clock, ids, text and sealing: tools without any knowledge of the line's domain."""
