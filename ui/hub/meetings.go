package hub

import (
	"net/http"

	"needsbook/ui/hub/meeting"
)

// meetingRoutes are the pages of the clusters' panels.
func (s *Server) meetingRoutes() map[string]http.HandlerFunc {
	return meeting.New(meeting.Options{Inbox: s.Inbox, Door: s.door, Terms: s.words(), Log: s.Log, Board: s.board}).Routes()
}
