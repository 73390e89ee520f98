package papers

import (
	"fmt"
	"slices"
	"strings"

	"needsbook/app/day"
	"needsbook/app/exchange"
	"needsbook/app/money"
)

// Forms of a request.
const (
	FormAdvice     = "advice"     // asks for no money
	FormIndividual = "individual" // for one pupil, who is not named
	FormGroup      = "group"
	FormProject    = "project" // about no pupil
)

// States of a request.
const (
	Standing  = "standing"
	Withdrawn = "withdrawn" // the school takes it back; the last revision of its line
)

// Ways to share a cost between schools.
const (
	ByPupils = "pupils" // by the pupils who take part
	Equally  = "equal"
	AsAgreed = "agreed" // as the schools settled between them
)

// Request asks the cluster's panel for advice, provision or money. Amounts are pence a
// year. Total is what the help costs: Own of it is paid by the schools, Asked is asked
// for. Where schools share, Partners holds every one of them, the asking school first,
// and their Cost, Pays, Asked and Pupils add up to those of the request to the penny; a
// request of one school alone has none.
type Request struct {
	exchange.Meta
	Form     string    `json:"form"`
	State    string    `json:"state"`
	Number   string    `json:"number"` // the school's own, such as 2026-014
	Total    int64     `json:"total"`
	Own      int64     `json:"own"`
	Asked    int64     `json:"asked"`
	Alone    int64     `json:"alone"`             // what the asking school alone would pay for the same; 0 where it asks alone
	Service  string    `json:"service,omitempty"` // of the cluster's directory
	Sessions int       `json:"sessions"`          // a term
	Areas    []string  `json:"areas,omitempty"`   // of Areas, in their order
	Need     string    `json:"need,omitempty"`    // of Needs
	Level    string    `json:"level,omitempty"`   // of the continuum Pack
	Phases   []string  `json:"phases,omitempty"`  // of Phases, in their order
	Pupils   int       `json:"pupils"`
	Partners []Partner `json:"partners,omitempty"`
	ShareKey string    `json:"share_key,omitempty"`
	From     day.Date  `json:"from,omitzero"`
	To       day.Date  `json:"to,omitzero"`
	ReviewOn day.Date  `json:"review_on,omitzero"`
	Evidence []string  `json:"evidence,omitempty"` // codes of the gates that are green, sorted
	Route    string    `json:"route,omitempty"`    // of funding, such as predictable
	Urgent   bool      `json:"urgent"`
	Renews   string    `json:"renews,omitempty"` // Ref of the earlier request
	Pack     string    `json:"pack,omitempty"`   // identifier of the continuum, as in a summary
}

// Partner is a school's part in a request that schools share, in pence a year.
type Partner struct {
	URN    string `json:"urn"`
	Pupils int    `json:"pupils"`
	Cost   int64  `json:"cost"`  // its share of the whole
	Pays   int64  `json:"pays"`  // out of its own money
	Asked  int64  `json:"asked"` // of the panel
}

// mostPartners is more schools than a cluster has.
const mostPartners = 30

// Pooled reports whether schools share the request.
func (r Request) Pooled() bool { return len(r.Partners) > 0 }

// Share returns a school's part in a pooled request.
func (r Request) Share(urn string) (Partner, bool) {
	i := slices.IndexFunc(r.Partners, func(p Partner) bool { return p.URN == urn })
	if i < 0 {
		return Partner{}, false
	}
	return r.Partners[i], true
}

// Others returns the schools that must second the request: all that share but the one
// that asks.
func (r Request) Others() []Partner {
	return slices.DeleteFunc(slices.Clone(r.Partners), func(p Partner) bool { return p.URN == r.URN })
}

// About returns what the request says about itself.
func (r Request) About() exchange.Meta       { return r.Meta }
func (r Request) with(m exchange.Meta) Paper { r.Meta = m; return r }
func (r Request) ref() string                { return "" }

func (r Request) check() error {
	if err := all(
		rule{among(r.Form, FormAdvice, FormIndividual, FormGroup, FormProject), "form"},
		rule{among(r.State, Standing, Withdrawn), "state"},
		rule{numberForm.MatchString(r.Number), "number"},
		rule{isPence(r.Total), "total"}, rule{isPence(r.Own), "own"}, rule{isPence(r.Asked), "asked"}, rule{isPence(r.Alone), "alone"},
		rule{r.Own+r.Asked == r.Total, "total"},
		rule{r.Form != FormAdvice || r.Total == 0 && r.Alone == 0, "asked"},
		rule{isCodeOrNone(r.Service), "service"},
		rule{within(r.Sessions, 0, mostSessions), "sessions"},
		rule{isChoice(r.Areas, Areas), "areas"},
		rule{r.Need == "" || among(r.Need, Needs...), "need"},
		rule{isCodeOrNone(r.Level), "level"},
		rule{r.Pack == "" || exchange.ValidID(r.Pack), "pack"},
		rule{r.Level == "" || r.Pack != "", "pack"},
		rule{isChoice(r.Phases, Phases), "phases"},
		rule{within(r.Pupils, 0, mostPupils), "pupils"},
		rule{r.Form != FormIndividual || r.Pupils == 1, "pupils"},
		rule{isSpan(r.From, r.To), "to"},
		rule{areCodes(r.Evidence, 60), "evidence"},
		rule{isCodeOrNone(r.Route), "route"},
		rule{r.Renews == "" || exchange.ValidRef(r.Renews), "renews"},
	); err != nil {
		return err
	}
	return r.checkShares()
}

// checkShares holds the split of a pooled request to the penny and to its key.
func (r Request) checkShares() error {
	if !r.Pooled() {
		return all(rule{r.ShareKey == "", "share_key"}, rule{r.Alone == 0, "alone"})
	}
	if err := all(
		rule{r.Form == FormGroup || r.Form == FormProject, "partners"},
		rule{within(len(r.Partners), 2, mostPartners), "partners"},
		rule{r.Partners[0].URN == r.URN, "partners"},
		rule{among(r.ShareKey, ByPupils, Equally, AsAgreed), "share_key"},
	); err != nil {
		return err
	}
	var sum Partner
	seen := map[string]bool{}
	for _, p := range r.Partners {
		if !exchange.ValidURN(p.URN) || seen[p.URN] || !within(p.Pupils, 0, mostPupils) ||
			!isPence(p.Cost) || !isPence(p.Pays) || !isPence(p.Asked) || p.Pays+p.Asked != p.Cost || !r.fair(p) {
			return wrong("partners")
		}
		seen[p.URN] = true
		sum.Pupils, sum.Cost, sum.Pays, sum.Asked = sum.Pupils+p.Pupils, sum.Cost+p.Cost, sum.Pays+p.Pays, sum.Asked+p.Asked
	}
	return all(rule{sum.Pupils == r.Pupils && sum.Cost == r.Total && sum.Pays == r.Own && sum.Asked == r.Asked, "partners"})
}

// fair reports whether a school bears what the share key says, give or take the pennies
// that cannot be divided.
func (r Request) fair(p Partner) bool {
	switch r.ShareKey {
	case Equally:
		return near(p.Cost, 1, int64(len(r.Partners)), r.Total, 1)
	case ByPupils:
		return r.Pupils > 0 && near(p.Cost, int64(p.Pupils), int64(r.Pupils), r.Total, int64(max(1, p.Pupils)))
	}
	return true
}

// near reports whether part is whole × share ÷ shares, give or take slack pence.
func near(part, share, shares, whole, slack int64) bool {
	off := part*shares - whole*share
	return max(off, -off) <= slack*shares
}

// Words returns what the request says, line by line.
func (r Request) Words() []Line {
	lines := []Line{{"Kind of request", formWords[r.Form]}, {"Number at the school", r.Number}}
	if r.State == Withdrawn {
		lines = append(lines, Line{"State", "Withdrawn"})
	}
	if r.Form != FormAdvice {
		lines = append(lines, Line{"Cost a year", pounds(r.Total)}, Line{"Paid by the schools", pounds(r.Own)}, Line{"Asked for", pounds(r.Asked)})
	}
	if r.Pooled() {
		lines = append(lines, Line{"Cost for this school alone", pounds(r.Alone)}, Line{"Shared", shareWords[r.ShareKey]})
		for _, p := range r.Partners {
			lines = append(lines, Line{"School " + p.URN, fmt.Sprintf("%s: cost %s, pays %s, asks %s", counted(p.Pupils, "pupil"), pounds(p.Cost), pounds(p.Pays), pounds(p.Asked))})
		}
	}
	lines = said(lines, "Service", r.Service)
	if r.Sessions > 0 {
		lines = append(lines, Line{"Sessions a term", fmt.Sprint(r.Sessions)})
	}
	lines = said(lines, "Areas of need", strings.Join(r.Areas, ", "))
	lines = said(lines, "Primary need", r.Need)
	lines = said(lines, "Level", r.Level)
	lines = said(lines, "Phases", strings.Join(r.Phases, ", "))
	lines = append(lines, Line{"Pupils", fmt.Sprint(r.Pupils)})
	lines = saidSpan(lines, r.From, r.To)
	lines = saidDay(lines, "Review on", r.ReviewOn)
	lines = said(lines, "Evidence in place", strings.Join(r.Evidence, ", "))
	lines = said(lines, "Route", r.Route)
	if r.Urgent {
		lines = append(lines, Line{"Urgent", "Yes"})
	}
	return said(lines, "Renews", r.Renews)
}

var (
	formWords  = map[string]string{FormAdvice: "Advice", FormIndividual: "Individual", FormGroup: "Group", FormProject: "Project"}
	shareWords = map[string]string{ByPupils: "By number of pupils", Equally: "Equally", AsAgreed: "As the schools agreed"}
)

func pounds(pence int64) string { return money.Pence(pence).Words() }
