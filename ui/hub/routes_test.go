package hub

// ProgramRoutes lists what programs may ask, for tests outside the package.
func (s *Server) ProgramRoutes() (patterns []string) {
	for pattern := range s.programRoutes() {
		patterns = append(patterns, pattern)
	}
	return patterns
}
