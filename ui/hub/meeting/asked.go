package meeting

import (
	"net/http"

	"needsbook/app/cluster/book"
	"needsbook/app/cluster/panel"
	"needsbook/app/cluster/people"
	"needsbook/app/exchange/inbox"
)

// askedPage is the disputes of other clusters that are at the stage at which the chair of
// another cluster answers.
type askedPage struct {
	*view
	Disputes []askedPart
}

// askedPart is a dispute with its cluster, the request and what the panel decided.
type askedPart struct {
	disputePart
	Cluster  string
	There    *view
	Request  requestPart
	Decision decisionPart
	Answer   *form
}

func showAsked(v *view, w http.ResponseWriter) error {
	p := askedPage{view: v}
	others, err := v.neighbours()
	if err != nil {
		return err
	}
	for _, c := range others {
		there, err := v.beside(c.ID)
		if err != nil {
			return err
		}
		for _, d := range there.state.Disputes {
			if !there.atOtherChair(d) {
				continue
			}
			part := askedPart{disputePart: disputePart{Dispute: d}, Cluster: c.Name, There: there}
			if decided, ok := there.decision(d.Decision); ok {
				part.Title, part.Decision = there.requestTitle(decided.Paper, d.School), there.decisionPart(decided)
				part.Request = there.part("asked-"+d.ID, decided.Paper, decided.Partners)
			}
			part.Answer = there.answerForm().at(v.to("asked", c.ID, d.ID), "answer-"+d.ID, there.state.Head)
			p.Disputes = append(p.Disputes, part)
		}
	}
	return v.write(w, "asked", v.page("Disputes of other clusters", "At this stage, a chair who had no part in the decision looks at it.", p))
}

// atOtherChair reports whether a dispute waits for the chair of another cluster.
func (v *view) atOtherChair(d panel.Dispute) bool {
	return d.Open() && d.Taken && len(d.Steps) > 0 && d.Now().Who == "other_chair"
}

// neighbours are the other clusters of the same county, or of the district where no
// county is known.
func (v *view) neighbours() (out []inbox.Cluster, err error) {
	level, ref := inbox.CountyLevel, v.cluster.County
	if ref == "" {
		level, ref = inbox.DistrictLevel, v.cluster.District
	}
	if ref == "" {
		return nil, nil
	}
	err = v.p.Inbox.Store.Read(v.r.Context(), func(r inbox.Reader) error {
		all, err := r.ClustersIn(level, ref)
		for _, c := range all {
			if c.ID != v.cluster.ID {
				out = append(out, c)
			}
		}
		return err
	})
	return out, err
}

// beside is how things stand at another cluster, for somebody who holds office in this one.
func (v *view) beside(id string) (*view, error) {
	there := *v
	var err error
	there.standing, err = v.p.stand(v.r.Context(), id, v.today)
	return &there, err
}

// besideAsked is the cluster of the dispute that the address names, if it is a neighbour
// and the dispute waits for another chair.
func besideAsked(v *view) (*view, error) {
	others, err := v.neighbours()
	if err != nil {
		return nil, err
	}
	for _, c := range others {
		if c.ID != v.r.PathValue("other") {
			continue
		}
		there, err := v.beside(c.ID)
		if err != nil {
			return nil, err
		}
		for _, d := range there.state.Disputes {
			if d.ID == v.r.PathValue("dispute") && there.atOtherChair(d) {
				return there, nil
			}
		}
	}
	return nil, errNoPage
}

var answerAsked = act{
	path: "asked/{other}/{dispute}", action: people.MoveDispute, done: "The answer is in the other cluster’s book, and goes back to the school.", beside: besideAsked,
	to:   func(v *view, _ *input) string { return "/panel/" + v.r.PathValue("cluster") + "/asked" },
	form: func(v *view) (form, error) { return v.answerForm(), nil },
	do: func(v *view, f form, in *input) ([]book.Draft, error) {
		a := panel.DisputeAnswer{Outcome: in.one(f.field("outcome")), Words: in.text(f.field("words"))}
		if len(in.faults) > 0 {
			return nil, nil
		}
		return v.state.SettleDispute(v.by(), v.r.PathValue("dispute"), a)
	},
}
