package publish

// SectionDiff is how a section of one version differs from that of another.
type SectionDiff struct {
	Section string  `json:"section"` // "" for the first page: who to talk to, and what the document is
	Title   string  `json:"title"`
	New     bool    `json:"new"`  // the section was not there before
	Gone    bool    `json:"gone"` // the section is there no longer
	Pieces  []Piece `json:"pieces"`
}

// Piece is a run of words of a section. Words that both versions have both Was and Is;
// those that were taken out only Was, those that came only Is. Pieces put together give
// the one version by Was and the other by Is.
type Piece struct {
	Text string `json:"text"`
	Was  bool   `json:"was"`
	Is   bool   `json:"is"`
}
