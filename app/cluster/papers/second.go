package papers

import (
	"fmt"

	"needsbook/app/exchange"
)

// Second is a partner's word on one revision of a pooled request: it agrees to its part
// or it does not. Pupils, Cost and Pays repeat its part, so that what was agreed to
// stands in the partner's own signed words. Its Ref is SecondRef of the request.
type Second struct {
	exchange.Meta
	Request string `json:"request"` // identifier of the request's document
	Agrees  bool   `json:"agrees"`
	Pupils  int    `json:"pupils"`
	Cost    int64  `json:"cost"` // pence a year
	Pays    int64  `json:"pays"`
}

// SecondRef names the seconding of a request's document: its first 40 digits.
func SecondRef(document string) string { return short(document) }

// About returns what the paper says about itself.
func (s Second) About() exchange.Meta       { return s.Meta }
func (s Second) with(m exchange.Meta) Paper { s.Meta = m; return s }
func (s Second) ref() string                { return SecondRef(s.Request) }

func (s Second) check() error {
	return all(
		rule{exchange.ValidID(s.Request), "request"},
		rule{within(s.Pupils, 0, mostPupils), "pupils"},
		rule{isPence(s.Cost), "cost"},
		rule{isPence(s.Pays) && s.Pays <= s.Cost, "pays"},
	)
}

// Words returns what the paper says, line by line.
func (s Second) Words() []Line {
	return []Line{{"Request", s.Request}, {"Agrees", yes(s.Agrees)}, {"Pupils of this school", fmt.Sprint(s.Pupils)},
		{"Share of the cost a year", pounds(s.Cost)}, {"Paid by this school", pounds(s.Pays)}}
}
