package publish

// Now returns what the mark fills in with the facts as they are, in one line of
// words, or "" when its fact is not entered yet.
func (m Mark) Now(f Facts) string { return m.value(&f) }
