package register

import (
	"slices"
	"strconv"
	"strings"
)

// Provided is a provision that runs on the day of a search, with the pupils who get it.
type Provided struct {
	Name   string
	Area   string // id of a broad area of need, "" where it serves several
	Wave   int    // 1 to 3, 0 where it is not said
	Pupils []string
}

// provisionTerm finds pupils by the name of their provision: each word must begin a
// word of it.
func provisionTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	if strings.EqualFold(value, "none") {
		getting, reason := c.getting(func(Provided) bool { return true })
		return func(e *Entry) bool { return !getting[e.ID] }, reason
	}
	words := strings.Fields(FoldName(value))
	if len(words) == 0 {
		return nil, "write the beginning of its name, such as provision:lego, or provision:none"
	}
	return c.gets(func(p Provided) bool {
		name := FoldName(p.Name)
		return !slices.ContainsFunc(words, func(w string) bool { return !wordStarts(name, w) })
	})
}

// helpAreaTerm finds pupils by the area of need that their provision is for.
func helpAreaTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	for _, a := range c.Codes.Areas {
		if fold(value) == fold(a.ID) || fold(value) == fold(a.Short) || fold(value) == fold(a.Name) {
			return c.gets(func(p Provided) bool { return p.Area == a.ID })
		}
	}
	return nil, "“" + value + "” is not an area of need. Use C&I, C&L, SEMH or S&P."
}

// waveTerm finds pupils by the wave of their provision.
func waveTerm(value string, c QueryContext) (func(*Entry) bool, string) {
	wave, err := strconv.Atoi(value)
	if err != nil || wave < 1 || wave > 3 {
		return nil, "“" + value + "” is not a wave. Use 1, 2 or 3."
	}
	return c.gets(func(p Provided) bool { return p.Wave == wave })
}

func (c QueryContext) gets(is func(Provided) bool) (func(*Entry) bool, string) {
	getting, reason := c.getting(is)
	return func(e *Entry) bool { return getting[e.ID] }, reason
}

// getting is the pupils who get a provision that answers a test, looked up once for a
// whole search.
func (c QueryContext) getting(is func(Provided) bool) (map[string]bool, string) {
	out := map[string]bool{}
	if c.Provided == nil {
		return out, ""
	}
	all, err := c.Provided()
	if err != nil {
		return nil, "the provision map cannot be read now."
	}
	for _, p := range all {
		if !is(p) {
			continue
		}
		for _, pupil := range p.Pupils {
			out[pupil] = true
		}
	}
	return out, ""
}
