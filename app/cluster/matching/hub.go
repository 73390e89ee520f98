package matching

import (
	"slices"
	"strings"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
)

// Equal is a token that some schools sent: all that a hub can tell of a need.
type Equal struct {
	Token   string
	Window  string
	Schools []string // URNs, in order
	Private bool     // every one of them may be told of a single other
	bands   []string
	said    map[string]papers.Contact // the newest answer of each school
}

// shown reports whether a school may be told that others sent its token, and whether it
// is an introduction of two.
func (e Equal) shown(r Rules) (shown, private bool) {
	switch n := len(e.Schools); {
	case n >= r.LeastSchools:
		return true, false
	case n == 2 && e.Private:
		return true, true
	}
	return false, false
}

// Count finds equal tokens among the papers that stand at a hub: of each school one, not
// withdrawn, not past its half term, and not of a school that said no. It opens nothing,
// and could not.
func (r Rules) Count(kept []papers.Kept, today day.Date) []Equal {
	answers := newest(kept)
	byToken := map[string]*Equal{}
	seen := map[[2]string]bool{}
	for _, k := range sorted(kept) {
		i, ok := k.Paper.(papers.Interest)
		who := [2]string{k.Paper.About().URN, i.Token}
		if !ok || seen[who] || i.State != papers.Standing || !r.open(i.Window, today) {
			continue
		}
		if said, answered := answers[who]; answered && !said.Agrees {
			continue
		}
		seen[who] = true
		e := byToken[i.Token]
		if e == nil {
			e = &Equal{Token: i.Token, Window: i.Window, Private: true, said: map[string]papers.Contact{}}
			byToken[i.Token] = e
		}
		if e.Window != i.Window { // a token names its half term: one of the two is made up
			continue
		}
		e.Schools = append(e.Schools, who[0])
		e.bands = append(e.bands, i.Band)
		e.Private = e.Private && i.Consent == papers.ConsentPrivate
		if said, answered := answers[who]; answered {
			e.said[who[0]] = said
		}
	}
	out := make([]Equal, 0, len(byToken))
	for _, e := range byToken {
		slices.Sort(e.Schools)
		slices.Sort(e.bands) // sealed bands are random, so that their order says nothing
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Equal) int { return strings.Compare(a.Token, b.Token) })
	return out
}

// open reports whether a window has not ended.
func (r Rules) open(window string, today day.Date) bool {
	w, known := r.WindowNamed(window)
	return known && !today.After(w.Until)
}

// newest is the latest answer of each school about each token.
func newest(kept []papers.Kept) map[[2]string]papers.Contact {
	out, at := map[[2]string]papers.Contact{}, map[[2]string]time.Time{}
	for _, k := range sorted(kept) {
		if c, ok := k.Paper.(papers.Contact); ok {
			who := [2]string{c.URN, c.Token}
			if before, seen := at[who]; !seen || k.Received.After(before) {
				out[who], at[who] = c, k.Received
			}
		}
	}
	return out
}

// sorted puts papers in one order, so that a hub says the same whatever order they lie in.
func sorted(kept []papers.Kept) []papers.Kept {
	out := slices.Clone(kept)
	slices.SortStableFunc(out, func(a, b papers.Kept) int {
		if c := a.Received.Compare(b.Received); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	})
	return out
}

// Letter is what the hub tells one school about shared needs: the tokens of its own that
// enough others sent, the contacts of those who said yes once it did, and the secrets that
// were wrapped for its keys. It is told of no token that it did not send.
func (r Rules) Letter(urn string, kept []papers.Kept, members []papers.MemberKey, today day.Date) ([]papers.Match, []papers.RingKey) {
	own := map[string]bool{}
	for _, m := range members {
		if m.URN == urn {
			own[m.Key.ID()] = true
		}
	}
	var matches []papers.Match
	for _, e := range r.Count(kept, today) {
		shown, private := e.shown(r)
		if !shown || !slices.Contains(e.Schools, urn) {
			continue
		}
		matches = append(matches, papers.Match{Token: e.Token, Window: e.Window, Private: private, Bands: e.bands, Contacts: e.contactsFor(urn, own)})
	}
	return matches, ringKeys(kept, own, today)
}

// contactsFor are the contacts that other schools sealed for a school's keys, once it and
// they have said yes.
func (e Equal) contactsFor(urn string, own map[string]bool) []papers.MatchContact {
	if !e.said[urn].Agrees {
		return nil
	}
	var out []papers.MatchContact
	for _, other := range e.Schools {
		if other == urn || !e.said[other].Agrees {
			continue
		}
		for _, w := range e.said[other].Sealed {
			if own[w.Kid] {
				out = append(out, papers.MatchContact{URN: other, Kid: w.Kid, Sealed: w.Sealed})
			}
		}
	}
	return out
}

// ringKeys are the secrets of this school year that were wrapped for some keys.
func ringKeys(kept []papers.Kept, own map[string]bool, today day.Date) []papers.RingKey {
	var out []papers.RingKey
	for _, k := range sorted(kept) {
		ring, ok := k.Paper.(papers.Keyring)
		if !ok || pastRing(ring, today) {
			continue
		}
		for _, w := range ring.Wrapped {
			if own[w.Kid] {
				out = append(out, papers.RingKey{Year: ring.Year, Maker: ring.URN, Kid: w.Kid, Sealed: w.Sealed})
			}
		}
	}
	return out
}

func pastRing(k papers.Keyring, today day.Date) bool {
	year, _, ok := ringOf(k.Year)
	return !ok || year < day.AcademicYearName(day.AcademicYear(today))
}

// PanelNeed is a shared need as a cluster's panel may see it: no school is named.
type PanelNeed struct {
	papers.Shared     // in codes; Pupils is the least number
	Schools       int // that told the panel of it
	Window        string
}

// Panel returns the needs that enough schools told the panel of: each sent the token,
// agreed, and named the same need in plain codes. Fewer than three schools or five pupils
// are shown to nobody.
func (r Rules) Panel(kept []papers.Kept, today day.Date) []PanelNeed {
	var out []PanelNeed
	for _, e := range r.Count(kept, today) {
		told := map[papers.Shared]int{}
		pupils := map[papers.Shared]int{}
		for _, urn := range e.Schools {
			c, answered := e.said[urn]
			if !answered || !c.Agrees || c.Panel == nil {
				continue
			}
			need := *c.Panel
			need.Pupils = 0
			if told[need]++; told[need] == 1 || c.Panel.Pupils < pupils[need] {
				pupils[need] = c.Panel.Pupils
			}
		}
		for need, n := range told {
			if n >= r.LeastSchools && pupils[need] >= r.LeastPupils {
				need.Pupils = pupils[need]
				out = append(out, PanelNeed{Shared: need, Schools: n, Window: e.Window})
			}
		}
	}
	slices.SortFunc(out, func(a, b PanelNeed) int {
		return strings.Compare(a.Phase+a.Need+a.Support+a.Intensity+a.Mode+a.Window, b.Phase+b.Need+b.Support+b.Intensity+b.Mode+b.Window)
	})
	return out
}

// Over are the identifiers of papers about shared needs whose time is past: their bytes
// are destroyed, so that nothing is left to try a secret on that leaks later.
func (r Rules) Over(kept []papers.Kept, today day.Date) []string {
	var out []string
	for _, k := range sorted(kept) {
		over := false
		switch p := k.Paper.(type) {
		case papers.Interest:
			over = p.State == papers.Withdrawn || !r.open(p.Window, today)
		case papers.Contact:
			over = !r.open(r.WindowOn(p.AsOf).ID, today)
		case papers.Keyring:
			over = pastRing(p, today)
		}
		if over {
			out = append(out, k.ID)
		}
	}
	return out
}
