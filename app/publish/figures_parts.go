package publish

import "strconv"

// countOf writes a count that stands alone: of pupils, or of things that could point to
// one, such as reviews.
func countOf(n int, many string) string {
	switch {
	case n == 0:
		return "no " + many
	case small(n):
		return fewerThanFive + " " + many
	}
	return strconv.Itoa(n) + " " + many
}

// ofWhole writes how many of a whole something holds for: see share.
func ofWhole(part, whole int, many string) string {
	words := share(part, whole)
	switch {
	case words == "":
		return "some " + many
	case words == "all":
		return "all " + strconv.Itoa(whole) + " " + many
	}
	return words + " of " + strconv.Itoa(whole) + " " + many
}

// share is how many of a whole something holds for, as it may be printed beside that
// whole. It is a number only where neither it nor the rest is from 1 to 4; where one is, a
// word that all four numbers share. Of fewer than leastTotal it is told only which half is
// larger, and of fewer than leastCount nothing.
func share(part, whole int) string {
	rest := whole - part
	switch {
	case whole < leastCount || part < 0 || rest < 0:
		return ""
	case whole < leastTotal && 2*part >= whole:
		return "half or more"
	case whole < leastTotal:
		return "fewer than half"
	case rest == 0:
		return "all"
	case part == 0:
		return "none"
	case small(rest):
		return "nearly all"
	case small(part):
		return "a few"
	}
	return strconv.Itoa(part)
}

// named are the names of what touches enough pupils to be named in public: what only one
// or two have could point to them.
func named(list []Counted) []string {
	var out []string
	for _, c := range list {
		if c.Pupils >= leastCount && c.Name != "" {
			out = append(out, c.Name)
		}
	}
	return out
}

func (f *Facts) help(keep func(Help) bool) []string {
	var list []Counted
	for _, h := range f.Help {
		if keep(h) {
			list = append(list, h.Counted)
		}
	}
	return named(list)
}

// ResultCount is how many targets had a result, or one of two results.
type ResultCount struct {
	Name  string
	Count int
}

var resultNames = [3]string{"Met", "Partly met", "Not met yet"}

// safeResults are results that may be printed, in their order. One that is small is put
// together with the one beside it, and nothing is printed where that does not help. Two
// that stand together are never both known: each could be any of several numbers.
func safeResults(r Results) []ResultCount {
	if r.Met < 0 || r.Partly < 0 || r.Not < 0 || r.Total() < leastTotal {
		return nil
	}
	met, partly, not := small(r.Met), small(r.Partly), small(r.Not)
	var out []ResultCount
	switch {
	case !met && !partly && !not:
		out = []ResultCount{{resultNames[0], r.Met}, {resultNames[1], r.Partly}, {resultNames[2], r.Not}}
	case met && not:
		return nil
	case met:
		out = []ResultCount{{"Met or partly met", r.Met + r.Partly}, {resultNames[2], r.Not}}
	default:
		out = []ResultCount{{resultNames[0], r.Met}, {"Partly met or not met yet", r.Partly + r.Not}}
	}
	for _, one := range out {
		if small(one.Count) {
			return nil
		}
	}
	return out
}
