package publish

// Now returns what the mark fills in with the facts as they are, in one line of
// words, or "" when its fact is not entered yet.
func (m Mark) Now(f Facts) string { return m.value(&f) }

// Says returns what a mark prints in the public documents, line by line, so that another
// paper tells the same counts in the same way; nil where there is nothing to say.
func (f Facts) Says(mark string) []string {
	m, _ := markNamed(mark)
	switch {
	case m.lines != nil:
		return m.lines(&f)
	case m.text != nil && m.Now(f) != "":
		return []string{m.Now(f)}
	}
	return nil
}
