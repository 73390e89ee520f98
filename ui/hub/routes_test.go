package hub

import (
	"maps"
	"slices"
)

// ProgramRoutes lists what programs may ask, for tests outside the package.
func (s *Server) ProgramRoutes() (patterns []string) {
	return slices.Sorted(maps.Keys(s.programRoutes()))
}

// Routes lists everything that the hub answers for, once its handler was made.
func (s *Server) Routes() (patterns []string) { return slices.Sorted(maps.Keys(s.routes())) }
