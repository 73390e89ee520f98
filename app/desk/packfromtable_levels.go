package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"needsbook/app/intake"
)

// Kinds of rule, as the continuum names them.
const (
	ruleHighest     = "highest_strand"
	ruleBestFit     = "manual_best_fit"
	rulePoints      = "points"
	ruleHighestArea = "highest_area"
	ruleManual      = "manual"
	rulePointsTable = "points_table"
)

// Choices proposes everything that can be told from a table: its levels in their order,
// with codes, names and funding routes, and the plainest rules.
func (m PackMaker) Choices(t intake.ContinuumTable) PackChoices {
	c := PackChoices{ValidFrom: m.today, Area: ruleHighest, Overall: ruleHighestArea}
	for _, l := range t.Levels {
		if l.Count > 0 || !l.Doubtful {
			c.Levels = append(c.Levels, PackLevel{Key: l.Key, Label: l.Label, Noun: l.Noun, ID: levelCode(l), Name: upperFirst(l.Name), Leave: l.Doubtful, None: l.None})
		}
	}
	kept := 0
	for i := range c.Levels {
		if c.Levels[i].Leave {
			continue
		}
		if kept++; kept == 1 {
			c.NoneFirst = c.Levels[i].None
		}
		c.Levels[i].ID = onlyCode(c.Levels[:i], c.Levels[i].ID)
	}
	m.proposeRoutes(&c)
	return c
}

// Settle proposes funding routes and points again, after levels were put in another order
// or left out.
func (m PackMaker) Settle(c *PackChoices) {
	for i := range c.Levels {
		c.Levels[i].Route, c.Levels[i].Points = "", 0
	}
	if kept := c.kept(); len(kept) > 0 {
		c.NoneFirst = kept[0].None
	}
	m.proposeRoutes(c)
}

// levelCode makes a code of a label, such as L2 or targeted-plus.
func levelCode(l intake.ContinuumLabel) string {
	number, numbered := strings.CutPrefix(l.Key, "#")
	if !numbered {
		return cmp.Or(packSlug(l.Label, 30), "level")
	}
	letter := "L"
	if ascii := packSlug(l.Noun, 1); ascii != "" {
		letter = strings.ToUpper(ascii)
	}
	return letter + number
}

// onlyCode makes a code that no level before has.
func onlyCode(before []PackLevel, code string) string {
	out := code
	for n := 2; slices.ContainsFunc(before, func(l PackLevel) bool { return l.ID == out }); n++ {
		out = numbered(code, n)
	}
	return out
}

// proposeRoutes gives each level the funding route of the level in use that stands as
// high, and points that grow with it.
func (m PackMaker) proposeRoutes(c *PackChoices) {
	var routes []string // those of the scale in use, from the least need
	for _, l := range m.base.Levels {
		if l.Route != "" && (len(routes) == 0 || routes[len(routes)-1] != l.Route) {
			routes = append(routes, l.Route)
		}
	}
	kept := len(c.kept())
	place := 0
	for i := range c.Levels {
		l := &c.Levels[i]
		if l.Leave {
			continue
		}
		rank := c.rank(place)
		if rank > 0 {
			l.Points = max(2*rank-1, 1)
			first := 1 - c.rank(0) // places before the first level that costs anything
			if of := kept - first; of > 0 && len(routes) > 0 {
				l.Route = routes[min((place-first)*len(routes)/of, len(routes)-1)]
			}
		}
		place++
	}
}

// Routes lists the funding routes that a level can have, from the least need, with their
// words.
func (m PackMaker) Routes() []PackRoute {
	var out []PackRoute
	add := func(key string) {
		if _, ok := m.base.Routes[key]; ok && !slices.ContainsFunc(out, func(r PackRoute) bool { return r.Key == key }) {
			out = append(out, PackRoute{key, m.routeWords(key)})
		}
	}
	for _, l := range m.base.Levels {
		add(l.Route)
	}
	for _, key := range slices.Sorted(maps.Keys(m.base.Routes)) {
		add(key)
	}
	return out
}

// PackRoute is a funding route and its words.
type PackRoute struct{ Key, Words string }

// routeWords are the words for a route as the school says them.
func (m PackMaker) routeWords(key string) string {
	route := m.base.Routes[key]
	if own, ok := m.words.Words[route.Term]; ok {
		return own.Label
	}
	return m.base.Terms[route.Term].Label
}

// levelNoun is what the table calls a level, where all labels begin with one word of
// English: Band, Stage.
func levelNoun(levels []PackLevel) string {
	noun := ""
	for _, l := range levels {
		if !knownNouns[strings.ToLower(l.Noun)] || noun != "" && !strings.EqualFold(noun, l.Noun) {
			return ""
		}
		noun = l.Noun
	}
	return upperFirst(strings.ToLower(noun))
}

var knownNouns = map[string]bool{"level": true, "band": true, "stage": true, "step": true, "tier": true, "layer": true, "range": true, "wave": true}

// packSlug makes an id of words: small letters and digits with dashes. Marks over letters
// are dropped; what is not written in our letters gives "".
func packSlug(words string, most int) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(norm.NFD.String(words)) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’':
		default:
			dash = true
		}
		if b.Len() >= most {
			break
		}
	}
	return strings.Trim(b.String(), "-")
}

func upperFirst(words string) string {
	for i, r := range words {
		return words[:i] + string(unicode.ToUpper(r)) + words[i+len(string(r)):]
	}
	return words
}
