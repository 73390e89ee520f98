package meeting

import (
	"context"
	"net/http"

	"needsbook/app/cluster"
	"needsbook/app/cluster/book"
	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// termsPage is which terms are closed for changes.
type termsPage struct {
	*view
	Terms []termPart
	Close *form
}

// termPart is a term for which schools sent something.
type termPart struct {
	Series string
	Closed bool
	Open   *form
}

func showTerms(v *view, w http.ResponseWriter) error {
	p := termsPage{view: v}
	terms, err := v.terms()
	if err != nil {
		return err
	}
	for i, t := range terms {
		if t.Closed && v.may(people.LockTerm) {
			f := v.form(termForm("Open "+cluster.TermWords(t.Series)+" again", "Open it", nil), "open-"+number(i+1), "terms", "open")
			f.Fields[0] = field{Name: "series", Kind: fieldHidden, Value: t.Series}
			f.Folded = true
			t.Open = f
		}
		p.Terms = append(p.Terms, t)
	}
	if v.may(people.LockTerm) {
		p.Close = v.form(termForm("Close a term", "Close it", openTerms(terms)), "close", "terms", "close")
	}
	return v.write(w, "terms", v.page("Terms", "Once a term is closed, no school can change what it sent for it.", p))
}

// terms are those for which schools sent something, the latest first.
func (v *view) terms() (out []termPart, err error) {
	err = v.p.Inbox.Store.Read(v.r.Context(), func(r inbox.Reader) error {
		all, err := r.Terms(v.cluster.ID)
		if err != nil {
			return err
		}
		cluster.SortTerms(all)
		for _, series := range all {
			closed, err := r.TermClosed(v.cluster.ID, series)
			if err != nil {
				return err
			}
			out = append(out, termPart{Series: series, Closed: closed})
		}
		return nil
	})
	return out, err
}

func openTerms(terms []termPart) (out []option) {
	for _, t := range terms {
		if !t.Closed {
			out = append(out, option{Value: t.Series, Words: cluster.TermWords(t.Series)})
		}
	}
	return out
}

func closedTerms(terms []termPart) (out []option) {
	for _, t := range terms {
		if t.Closed {
			out = append(out, option{Value: t.Series, Words: cluster.TermWords(t.Series)})
		}
	}
	return out
}

func termForm(title, button string, terms []option) form {
	return form{Title: title, Button: button, Fields: []field{
		{Name: "series", Label: "Term", Kind: fieldSelect, Options: terms},
		{Name: "reason", Label: "Why", Kind: fieldText, Most: 200},
	}}
}

func toTerms(v *view, _ *input) string { return v.to("terms") }

var closeTerm = act{
	path: "terms/close", action: people.LockTerm, done: "The term is closed for changes.", to: toTerms,
	form: func(v *view) (form, error) {
		terms, err := v.terms()
		return termForm("Close a term", "Close it", openTerms(terms)), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		series, reason := in.one(f.field("series")), in.needed(f.field("reason"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.LockTerm(v.by(), series, reason)
	},
	also: func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error {
		return hub.CloseTerm(ctx, v.cluster.ID, in.one(f.field("series")), in.text(f.field("reason")))
	},
}

var openTerm = act{
	path: "terms/open", action: people.LockTerm, done: "The term is open again.", to: toTerms,
	form: func(v *view) (form, error) {
		terms, err := v.terms()
		return termForm("Open a term again", "Open it", closedTerms(terms)), err
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		series, reason := in.one(f.field("series")), in.needed(f.field("reason"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.OpenTerm(v.by(), series, reason)
	},
	also: func(v *view, ctx context.Context, hub inbox.Inbox, f form, in *input) error {
		return hub.OpenTerm(ctx, v.cluster.ID, in.one(f.field("series")))
	},
}
