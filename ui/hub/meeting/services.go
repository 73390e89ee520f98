package meeting

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"needsbook/app/cluster"
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/matching"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/papers"
	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// servicesPage is the directory of services with what support is missing.
type servicesPage struct {
	*view
	Services []panel.Service
	Missing  *cluster.Chart // what schools asked for and cannot get; nil without figures
	Series   string
	Forms    []*form
}

func showServices(v *view, w http.ResponseWriter) error {
	p := servicesPage{view: v, Services: v.state.Services}
	board, err := v.board()
	if err != nil && !isMissing(err) {
		return err
	}
	p.Missing, p.Series = chartOf(board, "support"), board.Series
	if v.may(people.KeepDirectory) {
		for i, s := range p.Services {
			f := v.form(v.serviceForm(panel.ServiceEntry{ID: s.ID, Name: s.Name, Kind: s.Kind, Provider: s.Provider, Contact: s.Contact, Note: s.Note, Capacity: s.Capacity, WaitWeeks: s.WaitWeeks, AsOf: v.today}), "service-"+number(i+1), "services")
			f.Folded = true
			remove := v.form(removeForm(s), "remove-"+number(i+1), "services", s.ID, "remove")
			remove.Folded = true
			p.Forms = append(p.Forms, f, remove)
		}
		f := v.form(v.serviceForm(panel.ServiceEntry{AsOf: v.today}), "service-new", "services")
		f.Folded = len(p.Services) > 0
		p.Forms = append(p.Forms, f)
	}
	return v.write(w, "services", v.page("Services", "What the cluster can call on, and what schools ask for and cannot get.", p))
}

// board is the cluster's figures of the newest term.
func (v *view) board() (b cluster.Board, err error) {
	body, _, err := v.p.Board(v.r.Context(), "cluster", v.cluster.ID, "")
	if err != nil {
		return b, err
	}
	if err := json.Unmarshal(body, &b); err != nil {
		return b, fmt.Errorf("read the figures of %s: %w", v.cluster.ID, err)
	}
	return b, nil
}

func chartOf(b cluster.Board, id string) *cluster.Chart {
	i := slices.IndexFunc(b.Charts, func(c cluster.Chart) bool { return c.ID == id })
	if i < 0 || len(b.Charts[i].Tables) == 0 {
		return nil
	}
	return &b.Charts[i]
}

func isMissing(err error) bool { return errors.Is(err, inbox.ErrNotFound) }

func (v *view) serviceForm(s panel.ServiceEntry) form {
	f := form{Title: "Add a service or a provider", Button: "Add it", Fields: []field{
		{Name: "id", Kind: fieldHidden, Value: s.ID},
		{Name: "name", Label: "Name", Kind: fieldText, Most: 80, Value: s.Name},
		{Name: "kind", Label: "Kind", Kind: fieldSelect, Options: options(v.words.rules.Services), Value: s.Kind, Half: true},
		{Name: "provider", Label: "Provider", Kind: fieldText, Most: 80, Value: s.Provider, Optional: true, Half: true},
		{Name: "capacity", Label: "Sessions a term", Kind: fieldNumber, Value: number(s.Capacity), Optional: true, Half: true, Hint: "That the cluster may use."},
		{Name: "wait_weeks", Label: "Wait in weeks", Kind: fieldNumber, Value: number(s.WaitWeeks), Optional: true, Half: true, Hint: "For a first visit."},
		{Name: "contact", Label: "Contact for work", Kind: fieldText, Most: 120, Value: s.Contact, Optional: true},
		{Name: "note", Label: "Note", Kind: fieldText, Most: 200, Value: s.Note, Optional: true},
		{Name: "as_of", Label: "Looked at on", Kind: fieldDate, Value: s.AsOf.String()},
	}}
	if s.ID != "" {
		f.Title, f.Button = "Change "+s.Name, "Keep it"
	}
	return f
}

func toServices(v *view, _ *input) string { return v.to("services") }

var putService = act{
	path: "services", action: people.KeepDirectory, done: "The directory is kept, and goes round to the schools.", to: toServices,
	form: func(v *view) (form, error) { return v.serviceForm(panel.ServiceEntry{}), nil },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		s := panel.ServiceEntry{ID: in.typed.Get("id"), Name: in.text(f.field("name")), Kind: in.one(f.field("kind")), Provider: in.text(f.field("provider")), Contact: in.text(f.field("contact")),
			Note: in.text(f.field("note")), Capacity: in.count(f.field("capacity"), 0, 10000), WaitWeeks: in.count(f.field("wait_weeks"), 0, 200), AsOf: in.date(f.field("as_of"), v.today)}
		if s.Name == "" {
			in.fault("name", "Name: type what the service is called.")
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		if s.ID == "" {
			s.ID = slug(s.Name, func(id string) bool {
				return slices.ContainsFunc(v.state.Services, func(x panel.Service) bool { return x.ID == id })
			})
		}
		return v.state.PutService(v.by(), s)
	},
}

func removeForm(s panel.Service) form {
	return form{Title: "Take " + s.Name + " out", Button: "Take it out", Fields: []field{{Name: "words", Label: "Why", Kind: fieldText, Most: 200, Optional: true}}}
}

var removeService = act{
	path: "services/{service}/remove", action: people.KeepDirectory, done: "The service is out of the directory. Decisions that named it keep its name.", to: toServices,
	form: func(v *view) (form, error) {
		for _, s := range v.state.Services {
			if s.ID == v.r.PathValue("service") {
				return removeForm(s), nil
			}
		}
		return form{}, errNoPage
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		words := in.text(f.field("words"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.RemoveService(v.by(), v.r.PathValue("service"), words)
	},
}

// offersPage is what schools offer each other and look for; never a pupil.
type offersPage struct {
	*view
	Offers, Asks []papers.OfferLine
}

func showOffers(v *view, w http.ResponseWriter) error {
	p := offersPage{view: v}
	names := map[string]string{}
	for _, s := range v.members {
		names[s.URN] = s.Name
	}
	for _, o := range matching.Board(v.kept, names, v.today) {
		if o.Offers == papers.KindAsk {
			p.Asks = append(p.Asks, o)
		} else {
			p.Offers = append(p.Offers, o)
		}
	}
	return v.write(w, "offers", v.page("Offers and asks", "What schools can do for each other. Schools put them here from their own program.", p))
}

// offerRows is a table of offers.
type offerRows struct {
	V           *view
	ID, Caption string
	Rows        []papers.OfferLine
}

// Rows puts offers together with the words for their table.
func (p offersPage) Rows(id, caption string, rows []papers.OfferLine) offerRows {
	return offerRows{p.view, id, caption, rows}
}

// matchesPage is the needs that several schools share, in bands.
type matchesPage struct {
	*view
	Needs []matching.PanelNeed
	Rules matching.Rules
	Equal int // tokens that two schools or more sent
}

func showMatches(v *view, w http.ResponseWriter) error {
	rules := sharedRules()
	p := matchesPage{view: v, Rules: rules, Needs: rules.Panel(v.kept, v.today)}
	for _, e := range rules.Count(v.kept, v.today) {
		if len(e.Schools) >= rules.LeastSchools {
			p.Equal++
		}
	}
	return v.write(w, "matches", v.page("Shared needs", "Needs that several schools have, so that they can ask for help together.", p))
}

// Choice gives the words for a code of a shared need.
func (p matchesPage) Choice(list []matching.Choice, id string) string {
	return matching.Named(list, id)
}
