package meeting

import (
	"net/http"
	"slices"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
)

// agreementsPage shows the agreements of the cluster, and which schools accepted them.
type agreementsPage struct {
	*view
	Agreements []agreementPart // the latest first
	Publish    *form
}

// agreementPart is a version of an agreement with every member school's answer.
type agreementPart struct {
	panel.Agreement
	KindWords string
	Holds     bool
	Schools   []acceptance
	Yes       int
	End       *form
}

// acceptance is a school's answer; Accepted is nil while there is none.
type acceptance struct {
	Name     string
	Accepted *panel.Acceptance
}

func showAgreements(v *view, w http.ResponseWriter) error {
	p := agreementsPage{view: v}
	for i, a := range slices.Backward(v.state.Agreements) {
		part := agreementPart{Agreement: a, KindWords: v.agreementKind(a.Kind), Holds: a.Ended.IsZero()}
		for _, s := range v.members {
			one := acceptance{Name: s.Name}
			for n := range a.Accepted {
				if a.Accepted[n].URN == s.URN {
					one.Accepted = &a.Accepted[n]
					if !a.Accepted[n].Ends {
						part.Yes++
					}
				}
			}
			part.Schools = append(part.Schools, one)
		}
		if v.may(people.PublishAgreement) && part.Holds {
			part.End = v.form(endForm(), "end-"+number(i+1), "agreements", a.ID, "end")
			part.End.Folded = true
		}
		p.Agreements = append(p.Agreements, part)
	}
	if v.may(people.PublishAgreement) {
		p.Publish = v.form(v.publishForm(), "publish", "agreements")
		p.Publish.Folded = len(p.Agreements) > 0
	}
	return v.write(w, "agreements", v.page("Agreements", "Schools accept each version by name and day, from their own program.", p))
}

func (v *view) agreementKind(id string) string {
	for _, a := range v.words.rules.Agreements {
		if a.ID == id {
			return a.Words
		}
	}
	return id
}

func (v *view) publishForm() form {
	kind := field{Name: "kind", Label: "Kind", Kind: fieldRadio}
	for _, a := range v.words.rules.Agreements {
		o := option{Value: a.ID, Words: a.Words}
		if a.Needed {
			o.Hint = "A school shares nothing until it has accepted it."
		}
		kind.Options = append(kind.Options, o)
	}
	return form{Title: "Publish a version", Button: "Publish it", Lead: "A new version takes the place of the one before. Its words can never be changed.", Fields: []field{
		kind,
		{Name: "title", Label: "Title", Kind: fieldText, Most: 120},
		{Name: "version", Label: "Version", Kind: fieldText, Most: 20, Half: true, Hint: "Such as 2026.1."},
		{Name: "on", Label: "Holds from", Kind: fieldDate, Half: true},
		{Name: "words", Label: "The whole text", Kind: fieldLong, Most: 40000, Hint: "Plain text. Schools read it before they accept."},
	}}
}

func toAgreements(v *view, _ *input) string { return v.to("agreements") }

var publish = act{
	path: "agreements", action: people.PublishAgreement, done: "The version is published. Schools’ programs ask for their answer.", to: toAgreements,
	form: func(v *view) (form, error) { return v.publishForm(), nil },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		a := panel.AgreementText{Kind: in.one(f.field("kind")), Title: in.text(f.field("title")), Version: in.text(f.field("version")), Words: in.text(f.field("words")), On: in.date(f.field("on"), v.today)}
		for _, needed := range []struct{ name, words, typed string }{{"title", "Title: type what the agreement is called.", a.Title}, {"version", "Version: type a number or a name.", a.Version}, {"words", "The whole text: type or paste it.", a.Words}} {
			if needed.typed == "" {
				in.fault(needed.name, needed.words)
			}
		}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.PublishAgreement(v.by(), a)
	},
}

func endForm() form {
	return form{Title: "End this version", Button: "End it", Lead: "It holds no more, and nothing takes its place.", Fields: []field{{Name: "words", Label: "Why", Kind: fieldText, Most: 400}}}
}

var endAgreement = act{
	path: "agreements/{agreement}/end", action: people.PublishAgreement, done: "The version has ended.", to: toAgreements,
	form: func(v *view) (form, error) {
		if !slices.ContainsFunc(v.state.Agreements, func(a panel.Agreement) bool { return a.ID == v.r.PathValue("agreement") }) {
			return form{}, errNoPage
		}
		return endForm(), nil
	},
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		words := in.text(f.field("words"))
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.EndAgreement(v.by(), v.r.PathValue("agreement"), words)
	},
}
